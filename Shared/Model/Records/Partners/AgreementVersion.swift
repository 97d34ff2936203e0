/// The content of an agreement as it was at one time; made by the program and never changed.
public enum AgreementVersion {
    /// The agreement.
    public static let agreement = Field<RecordID>(
        "agreement", .reference(Agreement.reference), zh: "协议", en: "Agreement",
        [.required, .readOnly, .listed, .filtered])
    /// The version's number, starting at 1.
    public static let number = Field<Int64>(
        "no", .integer(1...1_000_000), zh: "版本号", en: "Number", [.required, .readOnly, .listed, .sortable])
    /// The content fields of the agreement as JSON, complete enough to bring them back.
    public static let content = Field<String>(
        "content", .text(max: 1_000_000, format: .paragraphs), zh: "内容", en: "Content",
        [.required, .readOnly, .sensitive])
    /// SHA-256 of the content.
    public static let contentHash = Field<String>(
        "contentHash", .text(max: 64, format: .sha256), zh: "内容摘要", en: "Content hash",
        [.required, .readOnly, .listed])
    /// Why it was made.
    public static let reason = Field<String>(
        "reason", .text(max: 1000, format: .paragraphs), zh: "修改原因", en: "Reason", [.readOnly])
    /// The day on which the last party approved this content.
    public static let approvedOn = Field<CalendarDate>(
        "approvedOn", .date, zh: "各方批准日期", en: "Approved by all on", [.readOnly, .listed])

    static let reference = Reference(
        service: "partners", resource: "agreement_version", collection: "agreement-versions")

    /// The record type.
    public static let resource = Resource(
        "agreement_version", in: "partners", collection: "agreement-versions",
        label: Label(zh: "协议版本", en: "Agreement version"),
        plural: Label(zh: "协议版本", en: "Agreement versions"),
        summary: Label(zh: "协议内容的全部历史版本，由系统生成", en: "Every content that an agreement has had, kept by the program"),
        codePrefix: "AGV",
        fields: [Self.agreement, Self.number, Self.content, Self.contentHash, Self.reason, Self.approvedOn],
        lifecycle: Lifecycle(
            states: [
                State("current", zh: "现行", en: "Current", .good),
                State("pending", zh: "待各方批准", en: "Pending", .active),
                State("replaced", zh: "已被替换", en: "Replaced", .ended),
                State("withdrawn", zh: "已撤回", en: "Withdrawn", .ended),
            ],
            transitions: [
                Transition(
                    "withdraw", zh: "撤回", en: "Withdraw", from: ["pending"], to: "withdrawn", event: "withdrawn")
            ],
        ),
        events: [
            EventTitle("approved", zh: "各方已批准", en: "Approved by all parties"),
            EventTitle("adopted", zh: "已采纳", en: "Adopted"),
            EventTitle("replaced", zh: "被新版本替换", en: "Replaced by a newer version"),
        ],
    )
}
