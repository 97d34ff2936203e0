public import Model

/// What a rule knows of a new record before its form has been filled in.
public struct FormBeginnings: Sendable {
    /// Values for inputs about which the link to the form has said nothing.
    public var record: Record
    /// What can be chosen for numbers that stand for something, by the field's name: the parties of an agreement.
    public var choices: [String: [(number: Int64, label: Label)]]

    /// Begins with what is known.
    public init(_ record: Record = Record(), choices: [String: [(number: Int64, label: Label)]] = [:]) {
        self.record = record
        self.choices = choices
    }
}
