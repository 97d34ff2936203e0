extension FixedDecimal: FieldValue {
    /// Reads a JSON number with as many places as it is written with, 0 to 6.
    public init?(fieldJSON: JSON) {
        let literal: String
        switch fieldJSON {
        case .integer(let value): literal = String(value)
        case .number(let text): literal = text
        default: return nil
        }
        let places = literal.split(separator: ".", maxSplits: 1).dropFirst().first?.utf8.count ?? 0
        guard Self.scales.contains(places) else { return nil }
        self.init(literal, scale: places)
    }
    /// A JSON number.
    public var fieldJSON: JSON { .number(self.description) }
}
