/// Colours by meaning; without colour the text stays as it is.
public struct Style: Sendable {
    private let isOn: Bool

    /// Makes a style with or without colour.
    public init(isOn: Bool) {
        self.isOn = isOn
    }

    /// What the eye should find first.
    public func strong(_ text: String) -> String { self.wrap(text, "1") }
    /// What is there when looked for.
    public func faint(_ text: String) -> String { self.wrap(text, "2") }
    /// What went well.
    public func good(_ text: String) -> String { self.wrap(text, "32") }
    /// What somebody should look at.
    public func doubtful(_ text: String) -> String { self.wrap(text, "33") }
    /// What went wrong.
    public func bad(_ text: String) -> String { self.wrap(text, "31") }
    /// What something is called.
    public func name(_ text: String) -> String { self.wrap(text, "36") }

    private func wrap(_ text: String, _ code: String) -> String {
        self.isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
