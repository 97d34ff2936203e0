/// A type of events that a token or a login of the database may read.
public enum EventTypeGrant {
    /// The type, or a pattern of types.
    public static let type = Field<String>(
        "type", .text(max: 200), zh: "事件类型", en: "Type",
        help: Label(zh: "* 代表任意字符。", en: "With * for anything: partners.agreement.*"), [.required])
    /// The types; all of them unless given.
    public static let types = Field<[Record]>("types", .items([Self.type.spec]), zh: "事件类型", en: "Types")

    /// What was listed; nil for all types.
    public static func patterns(_ record: Record) -> [String]? {
        let listed = (record[Self.types] ?? []).compactMap { $0[Self.type] }
        return listed.isEmpty ? nil : listed
    }

    /// The list as interfaces take it; nil for all types.
    public static func json(_ patterns: [String]) -> JSON? {
        patterns.isEmpty ? nil : .array(patterns.map { [Self.type.name: .string($0)] })
    }
}
