/// A part of the university: a faculty, an office, a laboratory.
///
/// Units form a tree, and a role held in one holds in all below it. They are no records of a service: they have a code
/// and no id, no owning unit, and every service's records refer to them.
public enum OrganisationalUnit {
    /// The name for programs, which never changes.
    public static let code = Field<String>(
        "code", .text(max: 63, format: .unitCode), zh: "代码", en: "Code",
        help: Label(
            zh: "供程序和地址使用，建立后不能修改，如 intl-office。",
            en: "For programs and addresses; cannot change later. Like intl-office."),
        [.required, .immutable])
    /// The unit that it is part of.
    public static let parent = Field<String>(
        "parent", .text(max: 63, format: .unitCode), zh: "上级单位", en: "Part of", [.required])
    /// The name for people.
    public static let name = Field<LocalizedText>(
        "name", .localized(max: 100), zh: "名称", en: "Name", [.required, .title])
    /// When it exists; outside these days no role that is given in it counts.
    public static let valid = Field<Period>(
        "valid", .period, zh: "有效期", en: "Exists",
        help: Label(
            zh: "有效期之外，在该单位授予的角色不起作用。留空表示不限。",
            en: "Outside these days the roles given in the unit do not count. Leave open ends blank."))
    /// Whether today, in China, is one of these days.
    public static let isInForce = Field<Bool>("inForce", .boolean, zh: "当前有效", en: "In force", [.readOnly])

    /// The unit above all others, which has no parent and no end.
    public static let root = "university"

    /// The fields of a unit.
    public static let fields = FieldSet([
        Self.code, Self.name, Self.parent, Self.valid, Self.isInForce, SystemFields.version,
    ])
    /// The fields of the unit above all others.
    public static let rootFields = FieldSet([Self.code, Self.name, Self.isInForce, SystemFields.version])

    /// What one is called.
    public static let label = Label(zh: "单位", en: "Unit")
    /// What many are called.
    public static let plural = Label(zh: "单位", en: "Units")
}
