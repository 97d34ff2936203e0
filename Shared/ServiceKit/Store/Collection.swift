public import Database
public import Model

/// A record type as its service keeps it: the declaration, and what is special about it.
public struct Collection: Sendable {
    /// The declaration.
    public let resource: Resource
    /// The rule that every change passes.
    public let rule: any ResourceRule
    /// SQL expressions over the row `t` for the derived fields, by field name.
    public let derived: [String: String]
    /// Filters beyond those that follow from the fields.
    public let filters: [CustomFilter]

    /// Whether only the program's rules make and change such records; people read them.
    public let isKeptByProgram: Bool

    /// Joins a declaration with what is special about it.
    public init(
        _ resource: Resource,
        rule: any ResourceRule = PlainRule(),
        derived: [String: String] = [:],
        filters: [CustomFilter] = [],
        isKeptByProgram: Bool = false,
    ) {
        self.resource = resource
        self.rule = rule
        self.derived = derived
        self.filters = filters
        self.isKeptByProgram = isKeptByProgram
    }
}

/// A filter that does not follow from one field.
public struct CustomFilter: Sendable {
    /// The parameter's name.
    public let name: String
    /// What it does, for the OpenAPI document and for pages.
    public let label: Label
    let condition: @Sendable (_ value: String, _ all: [String: String]) throws(ValidationError) -> SQL

    /// Declares a filter.
    ///
    /// - Parameter condition: makes a condition over the row `t` from the value and all other parameters.
    public init(
        _ name: String,
        label: Label,
        condition: @escaping @Sendable (_ value: String, _ all: [String: String]) throws(ValidationError) -> SQL,
    ) {
        self.name = name
        self.label = label
        self.condition = condition
    }

    /// A condition on a country column: a country's code, or with `.group` a country group on a date.
    public static func country(_ name: String, label: Label, _ wrap: @escaping @Sendable (SQL) -> SQL) -> [CustomFilter]
    {
        [
            CustomFilter(name, label: label) { value, _ throws(ValidationError) in
                let codes = value.split(separator: ",").map(String.init)
                for code in codes where CodeLists.countries[code] == nil {
                    throw ValidationError("/\(name)", .code, .notInList(code, CodeLists.countries))
                }
                return wrap("p.country = ANY(\(codes))")
            },
            CustomFilter("\(name).group", label: label) { value, all throws(ValidationError) in
                wrap(
                    try FieldFilter.groupMembership(
                        "p.country", value, on: all["\(name).groupOn"], name: "\(name).group"))
            },
        ]
    }
}
