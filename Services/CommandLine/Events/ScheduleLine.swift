public import Model

/// An event that waits to be published, as one line for people.
public struct ScheduleLine: Sendable {
    private let style: Style

    /// Makes a writer of lines.
    public init(style: Style) {
        self.style = style
    }

    /// Id, when it is due, type, subject and who says it.
    public func text(_ json: JSON) -> String {
        func part(_ name: String) -> String { json["event"]?[name]?.stringValue ?? "" }
        return [
            json["id"]?.stringValue ?? "", self.style.strong(json["due"]?.stringValue ?? ""),
            self.style.name(part("type")), part("subject"), self.style.faint(part("source")),
        ].filter { !$0.isEmpty }.joined(separator: "  ")
    }
}
