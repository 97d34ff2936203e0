/// A login of the database by which another system uses the bus in plain SQL, and what may be shown of it.
public enum DatabaseRole {
    /// What tells it from others, and the end of its source.
    public static let name = Field<String>(
        "name", .text(max: 40, format: .unitCode), zh: "名称", en: "Name",
        help: Label(zh: "小写字母、数字和连字符，如 warehouse。", en: "Lower-case letters, digits and hyphens: warehouse."),
        [.required, .immutable])
    /// Whose events it may read, with those of all units below.
    public static let unit = Field<String>(
        "unit", .text(max: 63, format: .unitCode), zh: "单位", en: "Unit",
        help: Label(zh: "只接收该单位及其下级单位的事件。", en: "Events of this unit and all below it."), [.required])
    /// The types it may read; all of them unless given.
    public static let types = EventTypeGrant.types
    /// Whether it may publish.
    public static let publishes = Field<Bool>("publishes", .boolean, zh: "可发布", en: "Publishes")
    /// Whether it has a schema of its own, for what it makes of events.
    public static let hasSchema = Field<Bool>("hasSchema", .boolean, zh: "有自己的模式", en: "Has a schema")

    /// What is said to make one.
    public static let fields = FieldSet([Self.name, Self.unit, Self.types, Self.publishes, Self.hasSchema])

    /// As the database knows it.
    public static let role = Field<String>("role", .text(max: 63), zh: "数据库角色", en: "Role", [.readOnly, .title])
    /// The database in which it may do something.
    public static let database = Field<String>("database", .text(max: 63), zh: "数据库", en: "Database", [.readOnly])
    /// Under which it publishes.
    public static let source = Field<String>("source", .text(max: 255), zh: "来源", en: "Source", [.readOnly])
    /// Whether it opens anything.
    public static let state = Field<String>("state", .code(Self.states), zh: "状态", en: "State", [.readOnly])
    /// When it was revoked.
    public static let revokedAt = Field<String>("revokedAt", .text(max: 32), zh: "吊销", en: "Revoked", [.readOnly])

    /// What is shown of one.
    public static let shown = FieldSet([
        Self.name, Self.role, Self.database, Self.unit, Self.types, Self.publishes, Self.source, Self.hasSchema,
        Self.state, SystemFields.createdAt, SystemFields.createdBy, Self.revokedAt,
    ])

    /// What it can be: a database that was restored elsewhere knows of roles that its new server does not have.
    public static let lifecycle = Lifecycle(
        states: [
            State("active", zh: "有效", en: "Active", .good), State("missing", zh: "服务器上没有", en: "Missing", .ended),
            State("revoked", zh: "已吊销", en: "Revoked", .ended),
        ],
        transitions: [])

    private static let states = CodeList(
        name: "database_role_states", label: Label(zh: "数据库角色状态", en: "States of a database role"),
        entries: Self.lifecycle.states.map { Code($0.name, zh: $0.label.zh, en: $0.label.en) })
}
