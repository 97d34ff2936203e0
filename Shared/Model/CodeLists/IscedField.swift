/// A field of education and training of ISCED-F 2013 with its place in the tree.
public struct IscedField: Sendable, Hashable {
    /// The four digits.
    public let code: String
    /// The official English name and a Chinese one.
    public let label: Label

    /// The first two digits: the broad field.
    public var broad: String { String(self.code.prefix(2)) }
    /// The first three digits: the narrow field.
    public var narrow: String { String(self.code.prefix(3)) }
    /// Whether the code leaves the detailed field open (`0` at the end), as opposed to naming one.
    public var isUndefined: Bool { self.code.hasSuffix("0") || self.code == "9999" }

    /// The field with this code (four digits), or nil.
    public init?(_ code: String) {
        guard let entry = CodeLists.iscedFields[code] else { return nil }
        self.code = entry.code
        self.label = entry.label
    }
}

extension CodeLists {
    /// The eleven broad fields, two digits.
    public static let iscedBroadFields = CodeList(
        name: "isced_f_broad",
        label: Label(zh: "教育与培训大类（ISCED-F 2013）", en: "Broad fields (ISCED-F 2013)"),
        entries: IscedTable.broad,
    )

    /// The narrow fields, three digits, with those that stand for a broad field left open.
    public static let iscedNarrowFields = CodeList(
        name: "isced_f_narrow",
        label: Label(zh: "教育与培训中类（ISCED-F 2013）", en: "Narrow fields (ISCED-F 2013)"),
        entries: IscedTable.allNarrow,
    )

    /// The detailed fields, four digits, with the codes for what is not further defined or not elsewhere classified.
    public static let iscedFields = CodeList(
        name: "isced_f",
        label: Label(zh: "学科领域（ISCED-F 2013）", en: "Fields of study (ISCED-F 2013)"),
        entries: IscedTable.allDetailed,
    )
}
