/// A role that is given in a unit, and so in all units below it.
public enum RoleGrant {
    /// The role.
    public static let role = Field<String>("role", .code(CodeLists.roles), zh: "角色", en: "Role", [.required])
    /// The unit.
    public static let unit = Field<String>(
        "unit", .text(max: 63, format: .unitCode), zh: "单位", en: "Unit",
        help: Label(zh: "在该单位及其下级单位有效。", en: "Holds in the unit and in all below it."), [.required])
    /// Whether it counts today: whether the unit exists.
    public static let isInForce = Field<Bool>("inForce", .boolean, zh: "当前有效", en: "In force", [.readOnly])

    /// What is said to give a role.
    public static let fields = FieldSet([Self.role, Self.unit])
    /// What is shown of a role that was given.
    public static let shown = FieldSet([Self.role, Self.unit, Self.isInForce])
}
