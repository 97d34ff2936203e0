/// Where events are sent, and which: an address of another system.
///
/// It belongs to an organisational unit and not to whoever made it, so that it goes on when people and tokens change;
/// what it is sent are the events of that unit and of all below it, never more.
public enum Webhook {
    /// What it is for.
    public static let name = Field<String>(
        "name", .text(max: 100), zh: "用途", en: "Name",
        help: Label(zh: "推送给什么系统，如“财务系统”。", en: "Which system hears of events, like “Finance”."),
        [.required, .title])
    /// Whose it is.
    public static let unit = Field<String>(
        "unit", .text(max: 63, format: .unitCode), zh: "单位", en: "Unit",
        help: Label(
            zh: "只推送该单位及其下级单位的事件，建立后不能修改。",
            en: "Events of this unit and all below it are sent. Cannot change later."),
        [.required, .immutable])
    /// The receiver.
    public static let url = Field<String>(
        "url", .text(max: 2000, format: .url), zh: "接收地址", en: "Address",
        help: Label(zh: "以 https:// 开头，不跟随重定向。", en: "Begins with https://. Redirects are not followed."),
        [.required])
    /// Which events; none means all.
    public static let filters = Field<[Record]>(
        "filters", .items([Self.type.spec, Self.source.spec, Self.filterUnit.spec]), zh: "筛选", en: "Filters",
        help: Label(
            zh: "事件符合任意一行即推送；一行之内各项须同时符合。留空则推送全部。",
            en:
                "An event is sent when it fits any row; within a row everything that is given must fit. No row: all events."
        ))
    /// A pattern of types.
    public static let type = Field<String>(
        "type", .text(max: 200), zh: "事件类型", en: "Type",
        help: Label(zh: "* 代表任意字符，如 partners.agreement.*。", en: "With * for anything: partners.agreement.*"))
    /// A source.
    public static let source = Field<String>("source", .text(max: 200), zh: "来源", en: "Source")
    /// A unit, exactly.
    public static let filterUnit = Field<String>("unit", .text(max: 63, format: .unitCode), zh: "单位", en: "Unit")
    /// What is sent of an event.
    public static let payload = Field<String>(
        "payload", .code(Self.payloads), zh: "内容", en: "Payload",
        help: Label(
            zh: "“仅通知”不含数据，接收方凭令牌按链接读取。",
            en: "“Thin” leaves the data out; the receiver reads it by the link, with a token."))
    /// Further headers of every request.
    public static let headers = Field<[Record]>(
        "headers", .items([Self.headerName.spec, Self.headerValue.spec]), zh: "请求头", en: "Headers",
        help: Label(
            zh: "值加密保存，之后不再显示；修改时值留空则保持不变。",
            en: "Values are kept encrypted and not shown again; on a change an empty value stays as it was."))
    /// A header's name.
    public static let headerName = Field<String>(
        "name", .text(max: 100), zh: "名称", en: "Name", [.required, .distinct])
    /// A header's value.
    public static let headerValue = Field<String>("value", .text(max: 2000), zh: "值", en: "Value", [.sensitive])
    /// How it is signed.
    public static let signature = Field<String>(
        "signature", .code(Self.signatures), zh: "签名", en: "Signature",
        help: Label(zh: "建立后不能修改。", en: "Cannot change later."), [.immutable])
    /// The most deliveries in a minute.
    public static let rate = Field<Int64>(
        "rate", .integer(1...60_000), zh: "每分钟最多", en: "Most per minute")
    /// The most deliveries at a time.
    public static let concurrency = Field<Int64>(
        "concurrency", .integer(1...50), zh: "同时最多", en: "Most at a time")
    /// Whether it works.
    public static let state = Field<String>("state", .code(Self.states), zh: "状态", en: "State", [.readOnly])
    /// Why it does not.
    public static let reason = Field<String>("reason", .code(Self.reasons), zh: "停用原因", en: "Reason", [.readOnly])
    /// Since when every delivery has failed.
    public static let failingSince = Field<String>(
        "failingSince", .text(max: 32), zh: "持续失败自", en: "Failing since", [.readOnly])
    /// By which signatures are verified; only with ed25519.
    public static let publicKey = Field<String>(
        "publicKey", .text(max: 100), zh: "验签公钥", en: "Public key", [.readOnly])

    /// All of them.
    public static let fields = FieldSet([
        SystemFields.id, Self.name, Self.unit, Self.url, Self.filters, Self.payload, Self.headers, Self.signature,
        Self.rate, Self.concurrency, Self.state, Self.reason, Self.failingSince, Self.publicKey, SystemFields.version,
        SystemFields.createdAt, SystemFields.createdBy, SystemFields.updatedAt, SystemFields.updatedBy,
    ])

    /// What one is called.
    public static let label = Label(zh: "推送", en: "Webhook")
    /// What many are called.
    public static let plural = Label(zh: "事件推送", en: "Webhooks")

    /// A paused one keeps what comes for later; a disabled one does not.
    public static let lifecycle = Lifecycle(
        states: [
            State("active", zh: "推送中", en: "Active", .good), State("paused", zh: "已暂停", en: "Paused", .warning),
            State("disabled", zh: "已停用", en: "Disabled", .ended),
        ],
        transitions: [
            Transition(
                "pause", zh: "暂停", en: "Pause", from: ["active"], to: "paused", by: .integrator, event: "paused"),
            Transition(
                "resume", zh: "恢复", en: "Resume", from: ["paused", "disabled"], to: "active", by: .integrator,
                event: "resumed"),
        ])

    private static let states = CodeList(
        name: "webhook_states", label: Label(zh: "推送状态", en: "States of a webhook"),
        entries: Self.lifecycle.states.map { Code($0.name, zh: $0.label.zh, en: $0.label.en) })
    private static let reasons = CodeList(
        name: "webhook_reasons", label: Label(zh: "停用原因", en: "Reasons for disabling"),
        entries: [
            Code("gone", zh: "接收方答复不再接收（410）", en: "The receiver wants no more (410)"),
            Code("failing", zh: "持续失败", en: "Everything has failed for days"),
        ])
    private static let payloads = CodeList(
        name: "webhook_payloads", label: Label(zh: "推送内容", en: "Payloads"),
        entries: [
            Code("full", zh: "完整事件", en: "Full: the whole event"), Code("thin", zh: "仅通知", en: "Thin: without data"),
        ])
    private static let signatures = CodeList(
        name: "webhook_signatures", label: Label(zh: "签名方式", en: "Signatures"),
        entries: [
            Code("hmac", zh: "HMAC-SHA256（共享密钥）", en: "HMAC-SHA256, a shared secret"),
            Code("ed25519", zh: "Ed25519（公钥）", en: "Ed25519, a public key"),
        ])
}
