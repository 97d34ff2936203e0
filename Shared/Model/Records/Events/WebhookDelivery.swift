/// One event on its way to one webhook.
public enum WebhookDelivery {
    /// Its number.
    public static let id = Field<Int64>("id", .integer(1...Int64.max), zh: "编号", en: "Id", [.readOnly])
    /// Where to.
    public static let webhook = Field<RecordID>("webhook", .text(max: 36), zh: "推送", en: "Webhook", [.readOnly])
    /// The event's id, which is `webhook-id` in every attempt.
    public static let event = Field<RecordID>("event", .text(max: 36), zh: "事件标识", en: "Event", [.readOnly])
    /// The event's type.
    public static let type = Field<String>("type", .text(max: 200), zh: "事件类型", en: "Type", [.readOnly])
    /// The event's place in the log; a test has none.
    public static let position = Field<Int64>(
        "position", .integer(0...Int64.max), zh: "日志位置", en: "Position", [.readOnly])
    /// How it stands.
    public static let state = Field<String>("state", .code(Self.states), zh: "状态", en: "State", [.readOnly])
    /// How often it was tried.
    public static let attempts = Field<Int64>(
        "attempts", .integer(0...Int64.max), zh: "尝试次数", en: "Attempts", [.readOnly])
    /// When it is tried next.
    public static let dueAt = Field<String>("dueAt", .text(max: 32), zh: "下次尝试", en: "Next attempt", [.readOnly])
    /// What the last attempt was answered with.
    public static let status = Field<Int64>("status", .integer(100...999), zh: "答复", en: "Status", [.readOnly])
    /// Why the last attempt was not answered.
    public static let failure = Field<String>("failure", .code(Self.failures), zh: "失败原因", en: "Failure", [.readOnly])
    /// When it ended.
    public static let finishedAt = Field<String>("finishedAt", .text(max: 32), zh: "结束", en: "Finished", [.readOnly])

    /// All of them.
    public static let fields = FieldSet([
        Self.id, Self.webhook, Self.event, Self.type, Self.position, Self.state, Self.attempts, Self.status,
        Self.failure, SystemFields.createdAt, Self.dueAt, Self.finishedAt,
    ])

    /// Only a delivery that is not over is tried.
    public static let lifecycle = Lifecycle(
        states: [
            State("pending", zh: "待送达", en: "Pending", .active), State("delivered", zh: "已送达", en: "Delivered", .good),
            State("failed", zh: "失败", en: "Failed", .warning),
        ],
        transitions: [
            Transition(
                "resend", zh: "重发", en: "Send again", from: ["pending", "delivered", "failed"], to: "pending",
                by: .integrator, event: "resent")
        ])

    private static let states = CodeList(
        name: "delivery_states", label: Label(zh: "送达状态", en: "States of a delivery"),
        entries: Self.lifecycle.states.map { Code($0.name, zh: $0.label.zh, en: $0.label.en) })
    private static let failures = CodeList(
        name: "delivery_failures", label: Label(zh: "失败原因", en: "Reasons for failing"),
        entries: [
            Code("timeout", zh: "没有及时答复", en: "No answer in time"),
            Code("connection", zh: "连接不上或中断", en: "No connection, or it broke"),
            Code("tls", zh: "证书或加密连接有误", en: "The certificate or TLS is wrong"),
            Code("not-http", zh: "答复不是 HTTP", en: "The answer is no HTTP"),
            Code("address-form", zh: "地址格式有误", en: "The address is malformed"),
            Code("address-refused", zh: "地址在不允许的网络中", en: "The address is in a network that is not allowed"),
            Code("address-without-tls", zh: "地址须为 https://", en: "The address must be https://"),
            Code("address-unknown", zh: "找不到该主机", en: "There is no such host"),
            Code("event-expired", zh: "事件已不在日志中", en: "The log no longer has the event"),
            Code("secret-key-missing", zh: "没有解开密钥的主密钥", en: "The key that opens the secrets is missing"),
        ])
}
