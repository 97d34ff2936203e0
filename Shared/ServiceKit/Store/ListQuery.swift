import Database
public import Model

/// A list request: filters, search, order and page, read from a URL's query and checked against the declaration.
///
/// Every declared field filters: `kind=a,b` (any of), `signedOn.from=` and `signedOn.to=` (inclusive bounds),
/// `website.exists=false`, `country.group=BELT_ROAD` with `country.groupOn=2019-04-27`, and inside lists
/// `parties.institution=<id>`.
public struct ListQuery: Sendable {
    /// The least and the most records that a page may hold.
    public static let limits = 1...500
    /// The filters that were given, for showing them again.
    public let given: [(name: String, value: String)]
    /// The ordering that was asked for: a field's name, with `-` before it for descending.
    public let sort: String?
    let conditions: [SQL]
    let orderField: FieldSpec
    let descending: Bool
    let limit: Int
    let cursor: Cursor?
    /// What a search without an order of its own is ordered by before all else; see ``rank(_:row:schema:)``.
    let rank: SQL?
    /// Whether the number of all matching records is wanted too.
    public let wantsTotal: Bool
    /// The units that are asked for; which there are, only the database knows.
    let units: [String]

    private static let single: Set<String> = ["sort", "limit", "after", "total", "q"]
    private static let reserved: Set<String> = Self.single.union(["lang", "by", "distinct"])

    /// Reads a query.
    ///
    /// - Throws: ``ValidationError`` that names each parameter that is wrong.
    public init(
        _ parameters: [(name: String, value: String)], of collection: Collection,
    ) throws(ValidationError) {
        let resource = collection.resource
        var issues: [Issue] = []
        var conditions: [SQL] = []
        var given: [(name: String, value: String)] = []
        let single = Dictionary(parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
        for (name, value) in parameters where !Self.reserved.contains(name) && !value.isEmpty {
            given.append((name, value))
            // The date that belongs to another parameter, which reads it.
            if name.hasSuffix(".groupOn"), single[String(name.dropLast(2))]?.isEmpty == false { continue }
            do {
                if let filter = collection.filters.first(where: { $0.name == name }) {
                    conditions.append(try filter.condition(value, single))
                } else {
                    conditions.append(try FieldFilter.condition(name, value, all: single, of: resource))
                }
            } catch {
                issues += error.issues
            }
        }
        for name in Self.single.sorted() where parameters.count(where: { $0.name == name }) > 1 {
            issues.append(Issue("/\(name)", .duplicate, .repeatedParameter(name)))
        }
        for word in Self.words(of: single["q"] ?? "") { conditions.append(Self.search(word, in: resource)) }
        var limit = 50
        if let text = single["limit"] {
            if let number = Int(text), Self.limits.contains(number) {
                limit = number
            } else {
                issues.append(Issue("/limit", .range, .range("\(Self.limits.lowerBound)", "\(Self.limits.upperBound)")))
            }
        }
        let sort = single["sort"].flatMap { $0.isEmpty ? nil : $0 }
        let sortName = sort.map { $0.hasPrefix("-") ? String($0.dropFirst()) : $0 } ?? "id"
        if let field = resource.anyField(sortName), field.isOrderable {
            self.orderField = field
        } else {
            self.orderField = SystemFields.id.spec
            issues.append(Issue("/sort", .code, .sort(resource)))
        }
        // Without an order newer records come first: ids are UUIDv7, so they are in the order of their making.
        self.descending = sort?.hasPrefix("-") ?? true
        if let text = single["after"] {
            self.cursor = Cursor(text)
            if self.cursor == nil { issues.append(Issue("/after", .format, .cursor)) }
        } else {
            self.cursor = nil
        }
        let text = single["q"]?.trimmed ?? ""
        self.rank = text.isEmpty || sort != nil ? nil : Self.rank(text, row: "t", schema: resource.service)
        let total = single["total"] ?? ""
        if !["", "true", "false"].contains(total) { issues.append(Issue("/total", .type, .trueOrFalse)) }
        guard issues.isEmpty else { throw ValidationError(issues) }
        self.units = given.filter { $0.name == SystemFields.unit.name }.flatMap { FieldFilter.values($0.value) }
        self.conditions = conditions
        self.given = given
        self.sort = sort
        self.limit = limit
        self.wantsTotal = total == "true"
    }
}

extension FieldSpec {
    var isOrderable: Bool {
        if self.isDerived { return false }
        switch self.kind {
        case .items, .codes: return false
        default: return true
        }
    }
    /// The column that orders by this field.
    var orderColumn: ColumnLayout.Column { self.layout.columns[0] }
}

extension Label {
    static func sort(_ resource: Resource) -> Label {
        let names = resource.allFields.filter(\.isOrderable).map(\.name).joined(separator: ", ")
        return Label(zh: "可按以下字段排序（前加 - 为降序）：\(names)", en: "Sort by one of (- for descending): \(names)")
    }
    static func countable(_ name: String, _ resource: Resource) -> Label {
        let names = resource.allFields.filter(\.isOrderable).map(\.name).joined(separator: ", ")
        return Label(
            zh: "不能按“\(name)”统计，可用的字段：\(names)", en: "\(name) cannot be counted by; these can: \(names)")
    }
    static let cursor = Label(zh: "翻页游标无效，请从第一页开始", en: "The page cursor is not valid; start from the first page")
}
