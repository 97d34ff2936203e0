public import YizhanClient

/// An event as one line for people.
public struct EventLine: Sendable {
    private let style: Style

    /// Makes a writer of lines.
    public init(style: Style) {
        self.style = style
    }

    /// Position, time, type, subject and who did it.
    public func text(_ event: CloudEvent) -> String {
        var parts = [
            self.style.faint("\(event.position)"), self.style.faint(event.time ?? ""), self.style.name(event.type),
            self.style.strong(event.subject ?? ""),
        ]
        if let actor = event.actor { parts.append(self.style.faint("by \(actor)")) }
        if let unit = event.unit { parts.append(self.style.faint("in \(unit)")) }
        return parts.filter { !$0.isEmpty }.joined(separator: "  ")
    }
}
