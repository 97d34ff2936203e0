/// A secret by which a program is known, and what may be shown of it.
public enum APIToken {
    /// What it is for.
    public static let name = Field<String>(
        "name", .text(max: 100), zh: "用途", en: "Name",
        help: Label(zh: "由谁或什么系统使用，如“财务系统”。", en: "Who or what uses it, like “Finance system”."), [.required])
    /// The role in which it acts.
    public static let role = RoleGrant.role
    /// Where; everywhere when left out.
    public static let unit = Field<String>(
        "unit", .text(max: 63, format: .unitCode), zh: "单位", en: "Unit", help: RoleGrant.unit.spec.help)
    /// The types of events that it may read; all of them unless given.
    public static let types = Field<[Record]>(
        EventTypeGrant.types.name, .items([EventTypeGrant.type.spec]), zh: "事件类型", en: "Types of events",
        help: Label(
            zh: "只能读取和接收这些类型的事件，记录不受限制；留空则为全部。",
            en: "Reads and receives events of these types only; records are not concerned. All of them when left out."))
    /// After how many days it ends.
    public static let days = Field<Int64>("days", .integer(1...366), zh: "有效天数", en: "Valid for days")

    /// What is said to make one.
    public static let fields = FieldSet([Self.name, Self.role, Self.unit, Self.types, Self.days])
    /// The same for people, who must not forget where: nobody hands out the whole university by leaving a field blank.
    public static let formFields = FieldSet([Self.name, Self.role, RoleGrant.unit, Self.types, Self.days])
    /// How long a token lives when nothing is said.
    public static let usualDays: Int64 = 90

    /// The part of the secret that may be shown, by which it is revoked.
    public static let prefix = Field<String>("prefix", .text(max: 8), zh: "前缀", en: "Prefix", [.readOnly, .title])
    /// Whether it opens anything.
    public static let state = Field<String>("state", .code(Self.states), zh: "状态", en: "State", [.readOnly])
    /// What it may do where.
    public static let grants = Field<[Record]>(
        "grants", .items(RoleGrant.shown.fields), zh: "角色", en: "Roles", [.readOnly])
    /// When it ends by itself.
    public static let expiresAt = Field<String>("expiresAt", .text(max: 32), zh: "到期", en: "Expires", [.readOnly])
    /// When it was revoked.
    public static let revokedAt = Field<String>("revokedAt", .text(max: 32), zh: "吊销", en: "Revoked", [.readOnly])

    /// What is shown of one.
    public static let shown = FieldSet([
        Self.prefix, Self.name, Self.state, Self.grants, Self.types, SystemFields.createdAt, SystemFields.createdBy,
        Self.expiresAt,
        Self.revokedAt,
    ])

    /// What one is called.
    public static let label = Label(zh: "令牌", en: "Token")
    /// What many are called.
    public static let plural = Label(zh: "令牌", en: "Tokens")

    /// What a token can be.
    public static let lifecycle = Lifecycle(
        states: [
            State("active", zh: "有效", en: "Active", .good), State("expired", zh: "已过期", en: "Expired", .ended),
            State("revoked", zh: "已吊销", en: "Revoked", .ended),
        ],
        transitions: [])

    private static let states = CodeList(
        name: "token_states", label: Label(zh: "令牌状态", en: "States of a token"),
        entries: Self.lifecycle.states.map { Code($0.name, zh: $0.label.zh, en: $0.label.en) })
}
