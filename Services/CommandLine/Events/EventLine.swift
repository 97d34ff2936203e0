import Model

/// An event as one line for people.
public struct EventLine: Sendable {
    private let style: Style

    /// Makes a writer of lines.
    public init(style: Style) {
        self.style = style
    }

    /// Position, time, type, subject and who did it; text that is no event is given as it is.
    public func text(_ event: ServerSentEventParser.Event) -> String {
        guard let json = try? JSON(parsing: event.data), let type = json["type"]?.stringValue else {
            return "\(self.style.faint(event.id ?? "-"))  \(event.name)  \(event.data)"
        }
        var parts = [
            self.style.faint(event.id ?? "-"),
            self.style.faint(json["time"]?.stringValue ?? ""),
            self.style.name(type),
            self.style.strong(json["subject"]?.stringValue ?? ""),
        ]
        if let actor = json["actor"]?.stringValue { parts.append(self.style.faint("by \(actor)")) }
        if let unit = json["unit"]?.stringValue { parts.append(self.style.faint("in \(unit)")) }
        return parts.filter { !$0.isEmpty }.joined(separator: "  ")
    }
}
