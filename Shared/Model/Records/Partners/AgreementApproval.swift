/// A party's consent to one content of an agreement, which dies when the content changes.
public enum AgreementApproval {
    /// The agreement.
    public static let agreement = Field<RecordID>(
        "agreement", .reference(Agreement.reference), zh: "协议", en: "Agreement",
        [.required, .immutable, .listed, .filtered])
    /// The number of the party that approves.
    public static let party = Field<Int64>(
        "party", .integer(1...99), zh: "批准方序号", en: "Party",
        help: Label(zh: "协议“签约方”中的序号。", en: "Its number among the parties of the agreement."),
        [.required, .immutable, .listed])
    /// The version that it approves: the present or the pending one.
    public static let versionNo = Field<Int64>(
        "versionNo", .integer(1...1_000_000), zh: "批准的版本", en: "Version", [.required, .immutable, .listed, .sortable])
    /// The hash of that version; filled in when left out, refused when it is another one.
    public static let contentHash = Field<String>(
        "contentHash", .text(max: 64, format: .sha256), zh: "内容摘要", en: "Content hash", [.immutable])
    /// The day of the approval.
    public static let approvedOn = Field<CalendarDate>(
        "approvedOn", .date, zh: "批准日期", en: "Approved on", [.required, .listed, .sortable])
    /// Who approved on the party's behalf.
    public static let approvedBy = Field<String>(
        "approvedBy", .text(max: 200), zh: "批准人", en: "Approved by", [.required, .sensitive])
    /// What proves it: a letter's number, a message's date.
    public static let evidence = Field<String>(
        "evidence", .text(max: 1000, format: .paragraphs), zh: "批准依据", en: "Evidence")
    /// The digest of the document that proves it.
    public static let evidenceDocument = Field<String>(
        "evidenceDocument", .text(max: 64, format: .sha256), zh: "依据文件", en: "Evidence document")
    /// Why it no longer counts.
    public static let voidReason = Field<String>(
        "voidReason", .text(max: 1000, format: .paragraphs), zh: "失效原因", en: "Reason for voiding")

    /// The record type.
    public static let resource = Resource(
        "agreement_approval", in: "partners", collection: "agreement-approvals",
        label: Label(zh: "协议批准", en: "Agreement approval"),
        plural: Label(zh: "协议批准", en: "Agreement approvals"),
        summary: Label(
            zh: "一方对协议某一版本内容的批准，内容修改后即失效", en: "A party's consent to one content of an agreement"),
        codePrefix: "AGA",
        fields: [
            Self.agreement, Self.party, Self.versionNo, Self.contentHash, Self.approvedOn, Self.approvedBy,
            Self.evidence, Self.evidenceDocument, Self.voidReason,
        ],
        lifecycle: Lifecycle(
            states: [
                State("valid", zh: "有效", en: "Valid", .good),
                State("void", zh: "失效", en: "Void", .ended),
            ],
            transitions: [
                Transition(
                    "void", zh: "作废", en: "Void", from: ["valid"], to: "void", by: .approver,
                    requires: [Self.voidReason], accepts: [Self.voidReason], event: "voided")
            ],
        ),
        rules: [
            FieldRule(
                Self.voidReason, zh: "失效原因只在作废时填写，且必须填写",
                en: "The reason is given when an approval is voided, and only then")
        ],
    )
}
