/// What people say on a form to have an event published at a moment to come.
public enum NewScheduledEvent {
    /// When.
    public static let due = Field<String>(
        "due", .text(max: 40), zh: "发布时间", en: "Due",
        help: Label(zh: "按页面所示的时区，最晚五年以后。", en: "In the time zone of these pages; at most five years ahead."),
        [.required])
    /// Who says it.
    public static let source = Field<String>(
        "source", .text(max: 255), zh: "来源", en: "Source",
        help: Label(
            zh: "以您的名义、为所选单位发布，不会冒用系统的来源。",
            en: "In your own name, for the unit that you choose; never in that of a system."),
        [.required])
    /// What happens.
    public static let type = Field<String>(
        "type", .text(max: 255), zh: "事件类型", en: "Type",
        help: Label(
            zh: "自己的名称，如 cn.edu.example.payment.due，不能以各服务的名称开头。",
            en: "A name of your own, like cn.edu.example.payment.due; not beginning with a service's."),
        [.required])
    /// What it is about.
    public static let subject = Field<String>(
        "subject", .text(max: 4000), zh: "对象", en: "Subject",
        help: Label(zh: "事件所涉及的对象，如 payments/17。", en: "What it is about, like payments/17."))
    /// What is said about it.
    public static let data = Field<String>(
        "data", .text(max: 1_000_000, format: .paragraphs), zh: "数据（JSON）", en: "Data (JSON)",
        help: Label(
            zh: "可留空。请勿填写联系方式和人员编号。",
            en: "May be left empty. Never contact data or numbers of persons."))

    /// All that may be said.
    public static let fields = FieldSet([Self.due, Self.source, Self.type, Self.subject, Self.data])
}
