/// Somebody who signs in.
public enum Person {
    /// The account's name, which never changes and stands in histories.
    public static let name = Field<String>(
        "name", .text(max: 63, format: .accountName), zh: "账号", en: "Account",
        help: Label(
            zh: "登录账号，记入变更历史，建立后不能修改，如 li.xuemei。",
            en: "Stands in histories and cannot change later. Like li.xuemei."),
        [.required, .immutable])
    /// The name for people.
    public static let display = Field<LocalizedText>(
        "display", .localized(max: 100), zh: "姓名", en: "Name", [.title])
    /// Whether the person can sign in.
    public static let state = Field<String>("state", .code(Self.states), zh: "状态", en: "State", [.readOnly])
    /// What the person may do where.
    public static let grants = Field<[Record]>(
        "grants", .items(RoleGrant.shown.fields), zh: "角色", en: "Roles", [.readOnly])
    /// When the account was disabled.
    public static let disabledAt = Field<String>(
        "disabledAt", .text(max: 32), zh: "停用时间", en: "Disabled", [.readOnly])

    /// How many sessions were ended; only in the audit trail.
    public static let sessions = Field<Int64>(
        "sessions", .integer(0...Int64.max), zh: "结束的会话", en: "Sessions ended", [.readOnly])

    /// The fields of a person.
    public static let fields = FieldSet([
        Self.name, Self.display, Self.state, Self.grants, SystemFields.createdAt, Self.disabledAt, SystemFields.version,
    ])

    /// What one is called.
    public static let label = Label(zh: "人员", en: "Person")
    /// What many are called.
    public static let plural = Label(zh: "人员", en: "People")

    /// Who is disabled can neither sign in nor go on with what is open.
    public static let lifecycle = Lifecycle(
        states: [
            State("active", zh: "在用", en: "Active", .good), State("disabled", zh: "已停用", en: "Disabled", .ended),
        ],
        transitions: [
            Transition(
                "disable", zh: "停用", en: "Disable", from: ["active"], to: "disabled", by: .admin, event: "disabled"),
            Transition(
                "enable", zh: "启用", en: "Enable", from: ["disabled"], to: "active", by: .admin, event: "enabled"),
        ])

    private static let states = CodeList(
        name: "person_states", label: Label(zh: "人员状态", en: "States of a person"),
        entries: Self.lifecycle.states.map { Code($0.name, zh: $0.label.zh, en: $0.label.en) })
}
