extension CodeLists {
    /// The roles, from the least to the greatest.
    public static let roles = CodeList(
        name: "roles", label: Label(zh: "角色", en: "Roles"),
        entries: Role.allCases.map { Code($0.rawValue, zh: $0.label.zh, en: $0.label.en) })
}
