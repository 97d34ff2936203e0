import Database
import LibPQ
import Model

/// Turns one parameter of a list request into a condition.
enum FieldFilter {
    /// - Parameters:
    ///   - name: `kind`, `signedOn.from`, `parties.institution`...
    ///   - value: one or several comma-separated values.
    ///   - all: all parameters, for those that belong together.
    static func condition(
        _ name: String, _ value: String, all: [String: String], of resource: Resource,
    ) throws(ValidationError) -> SQL {
        let parts = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard let field = resource.anyField(parts[0]), !field.isDerived else {
            throw ValidationError("/\(name)", .unknownField, .unknownFilter(resource))
        }
        if field.name == SystemFields.state.name, parts.count == 1 {
            for state in Self.values(value) where resource.lifecycle.state(state) == nil {
                throw ValidationError("/\(name)", .code, .noSuchState(state, resource))
            }
        }
        if let items = field.items, parts.count >= 2 {
            guard let item = items.first(where: { $0.name == parts[1] }) else {
                throw ValidationError("/\(name)", .unknownField, .unknownFilter(resource))
            }
            let inner = try Self.condition(
                item, operation: parts.count > 2 ? parts[2] : nil, value, name: name, alias: "i", all: all)
            return """
                EXISTS (SELECT 1 FROM \(raw: resource.itemTable(field)) i WHERE i.parent_id = t.id AND \(inner))
                """
        }
        return try Self.condition(
            field, operation: parts.count > 1 ? parts[1] : nil, value, name: name, alias: "t", all: all)
    }

    private static func condition(
        _ field: FieldSpec, operation: String?, _ value: String, name: String, alias: String, all: [String: String],
    ) throws(ValidationError) -> SQL {
        let columns = field.layout.columns.map { "\(alias).\($0.name)" }
        switch operation {
        case nil:
            return try Self.equality(field, columns, value, name: name)
        case "exists":
            guard value == "true" || value == "false" else {
                throw ValidationError("/\(name)", .type, .trueOrFalse)
            }
            guard !columns.isEmpty else { throw ValidationError("/\(name)", .unknownField, .noSuchOperator) }
            let list = columns.joined(separator: ", ")
            return value == "true" ? "num_nonnulls(\(raw: list)) > 0" : "num_nonnulls(\(raw: list)) = 0"
        case "from", "to":
            return try Self.bound(field, columns, value, isLower: operation == "from", name: name)
        case "group":
            guard case .code(let list) = field.kind, list.name == CodeLists.countries.name else {
                throw ValidationError("/\(name)", .unknownField, .noSuchOperator)
            }
            return try Self.groupMembership(columns[0], value, on: all["\(name)On"], name: name)
        default:
            throw ValidationError("/\(name)", .unknownField, .noSuchOperator)
        }
    }

    /// The values of a parameter that takes several.
    static func values(_ text: String) -> [String] {
        text.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    private static func equality(
        _ field: FieldSpec, _ columns: [String], _ value: String, name: String,
    ) throws(ValidationError) -> SQL {
        let values = Self.values(value)
        switch field.kind {
        case .text where field.name == SystemFields.id.name:
            return "\(raw: columns[0]) = ANY(\(try Self.ids(values, name)))"
        case .text where field.isTimestamp:
            let moments = try values.map { text throws(ValidationError) in
                guard let instant = Instant(text) else { throw ValidationError("/\(name)", .date, .moment(name)) }
                return instant.description
            }
            return "\(raw: columns[0]) = ANY(\(moments)::timestamptz[])"
        case .text:
            return "\(raw: columns[0]) = ANY(\(values))"
        case .code(let list):
            try Self.requireCodes(values, list, name)
            return "\(raw: columns[0]) = ANY(\(values))"
        case .codes(let list):
            try Self.requireCodes(values, list, name)
            return "\(raw: columns[0]) && \(values)"
        case .localized:
            return "(\(raw: columns[0]) = ANY(\(values)) OR \(raw: columns[1]) = ANY(\(values)))"
        case .reference:
            return "\(raw: columns[0]) = ANY(\(try Self.ids(values, name)))"
        case .boolean:
            guard value == "true" || value == "false" else {
                throw ValidationError("/\(name)", .type, .trueOrFalse)
            }
            return "\(raw: columns[0]) = \(value == "true")"
        case .date, .integer, .decimal:
            let normal = try values.map { part throws(ValidationError) in try Self.scalar(part, field, name) }
            return "\(raw: columns[0]) = ANY(\(normal)::\(raw: field.layout.columns[0].sqlType)[])"
        case .period:
            // A date: the periods in which it falls.
            let date = try Self.date(value, name)
            return """
                (\(raw: columns[0]) IS NULL OR \(raw: columns[0]) <= \(date)::date) \
                AND (\(raw: columns[1]) IS NULL OR \(raw: columns[1]) > \(date)::date)
                """
        case .money, .items:
            throw ValidationError("/\(name)", .unknownField, .noSuchOperator)
        }
    }

    /// An inclusive bound.
    ///
    /// For a period, `from` bounds its beginning and `to` its end.
    private static func bound(
        _ field: FieldSpec, _ columns: [String], _ value: String, isLower: Bool, name: String,
    ) throws(ValidationError) -> SQL {
        let comparison = isLower ? ">=" : "<="
        switch field.kind {
        case .date:
            return "\(raw: columns[0]) \(raw: comparison) \(try Self.date(value, name))::date"
        case .period:
            return "\(raw: columns[isLower ? 0 : 1]) \(raw: comparison) \(try Self.date(value, name))::date"
        case .integer, .decimal:
            let number = try Self.scalar(value, field, name)
            return "\(raw: columns[0]) \(raw: comparison) \(number)::\(raw: field.layout.columns[0].sqlType)"
        case .text where field.isTimestamp:
            if let date = CalendarDate(value) {
                // A whole day, and days begin at midnight in the office.
                let start = "\(isLower ? date : date.adding(days: 1) ?? date) 00:00:00\(ChinaStandardTime.utcOffset)"
                return "\(raw: columns[0]) \(raw: isLower ? ">=" : "<") \(start)::timestamptz"
            }
            guard let instant = Instant(value) else { throw ValidationError("/\(name)", .date, .instant) }
            return "\(raw: columns[0]) \(raw: comparison) \(instant.description)::timestamptz"
        default:
            throw ValidationError("/\(name)", .unknownField, .noSuchOperator)
        }
    }

    /// Members of a country group: on a given date, else today.
    static func groupMembership(
        _ column: String, _ value: String, on date: String?, name: String,
    ) throws(ValidationError) -> SQL {
        guard CodeLists.countryGroups[value] != nil else {
            throw ValidationError("/\(name)", .code, .notInList(value, CodeLists.countryGroups))
        }
        let group = CountryGroup.Name(rawValue: value)
        let day = try date.map { text throws(ValidationError) in try Self.date(text, "\(name)On") }
        let date = day.flatMap { CalendarDate($0) } ?? ChinaStandardTime.date(at: Instant.now)
        return "\(raw: column) = ANY(\(CountryGroupDirectory.standard.members(of: group, on: date)))"
    }

    static func date(_ value: String, _ name: String) throws(ValidationError) -> String {
        guard let date = CalendarDate(value) else { throw ValidationError("/\(name)", .date, .existingDate) }
        return date.description
    }

    private static func ids(_ values: [String], _ name: String) throws(ValidationError) -> SQL {
        var ids: [String] = []
        for value in values {
            guard let id = RecordID(value) else { throw ValidationError("/\(name)", .format, .recordID) }
            ids.append(id.description)
        }
        return "\(ids)::uuid[]"
    }

    private static func scalar(
        _ value: String, _ field: FieldSpec, _ name: String,
    ) throws(ValidationError) -> String {
        switch field.kind {
        case .date: return try Self.date(value, name)
        case .decimal(let scale, _):
            if let number = FixedDecimal(value, scale: scale) { return number.description }
        default:
            if let number = Int64(value) { return "\(number)" }
        }
        throw ValidationError("/\(name)", .type, .aNumber)
    }

    private static func requireCodes(
        _ values: [String], _ list: CodeList, _ name: String,
    ) throws(ValidationError) {
        for value in values where list[value] == nil {
            throw ValidationError("/\(name)", .code, .notInList(value, list))
        }
    }
}

extension Label {
    static func unknownFilter(_ resource: Resource) -> Label {
        Label(
            zh: "“\(resource.label.zh)”没有这个筛选条件", en: "\(resource.label.en) has no such filter")
    }
    static func noSuchState(_ state: String, _ resource: Resource) -> Label {
        let states = resource.lifecycle.states
        return Label(
            zh: "“\(state)”不是“\(resource.label.zh)”的状态；有：\(states.map(\.name).joined(separator: "、"))",
            en: "\(state) is no state of \(resource.plural.en); there are \(states.map(\.name).joined(separator: ", "))"
        )
    }
    static let trueOrFalse = Label(zh: "应为 true 或 false", en: "Must be true or false")
    static let noSuchOperator = Label(zh: "该字段不支持这种筛选", en: "The field does not filter this way")
    static let existingDate = Label(
        zh: "应为真实存在的日期，格式 YYYY-MM-DD", en: "Must be a date that exists, written YYYY-MM-DD")
    static let instant = Label(
        zh: "应为日期 YYYY-MM-DD 或 RFC 3339 时间", en: "Must be a date YYYY-MM-DD or an RFC 3339 time")
    static func moment(_ name: String) -> Label {
        Label(
            zh: "应为 RFC 3339 时间；查某一天请用 \(name).from 和 \(name).to",
            en: "Must be an RFC 3339 time; for a whole day use \(name).from and \(name).to")
    }
    static let recordID = Label(zh: "应为记录的标识（UUID）", en: "Must be the id of a record (a UUID)")
    static let aNumber = Label(zh: "应为数字", en: "Must be a number")
    static func range(_ low: String, _ high: String) -> Label {
        Label(zh: "应在 \(low) 与 \(high) 之间", en: "Must be between \(low) and \(high)")
    }
    static func notInList(_ value: String, _ list: CodeList) -> Label {
        let codes = list.entries.prefix(12).map(\.code).joined(separator: ", ")
        let more = list.entries.count > 12 ? ", …" : ""
        return Label(
            zh: "“\(value)”不是“\(list.label.zh)”的代码（\(codes)\(more)）",
            en: "\(value) is not a code of \(list.label.en) (\(codes)\(more))")
    }
}
