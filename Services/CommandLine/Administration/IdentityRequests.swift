/// What a new person's account is to be.
public struct PersonRequest: Sendable, Equatable {
    /// The account.
    public let name: String
    /// The name in Chinese.
    public let zh: String?
    /// The name in English.
    public let en: String?
    /// A role to begin with.
    public let role: String?
    /// Where that role holds; nil for the whole university.
    public let unit: String?

    /// Makes a request.
    public init(name: String, zh: String?, en: String?, role: String?, unit: String?) {
        self.name = name
        self.zh = zh
        self.en = en
        self.role = role
        self.unit = unit
    }
}

/// What a new unit is to be.
public struct UnitRequest: Sendable, Equatable {
    /// The code.
    public let code: String
    /// The code of the unit of which it is part; nil for the whole university.
    public let parent: String?
    /// The name in Chinese.
    public let zh: String?
    /// The name in English.
    public let en: String?
    /// The first day on which it exists; nil for always.
    public let from: String?
    /// The last day on which it exists; nil for ever.
    public let last: String?

    /// Makes a request.
    public init(code: String, parent: String?, zh: String?, en: String?, from: String?, last: String?) {
        self.code = code
        self.parent = parent
        self.zh = zh
        self.en = en
        self.from = from
        self.last = last
    }
}
