extension Agreement {
    /// From the first draft to the end; the steps before signing follow the paper.
    static let lifecycle = Lifecycle(
        states: [
            State("draft", zh: "草拟", en: "Draft"),
            State("internal_review", zh: "校内审核", en: "Internal review", .active),
            State("approved_internally", zh: "校内已批", en: "Approved internally", .active),
            State("sent", zh: "已发对方", en: "Sent", .active),
            State("negotiating", zh: "磋商中", en: "Negotiating", .active),
            State("agreed", zh: "文本商定", en: "Agreed", .active),
            State("signed", zh: "已签署", en: "Signed", .good),
            State("in_force", zh: "已生效", en: "In force", .good),
            State("suspended", zh: "已中止", en: "Suspended", .warning),
            State("terminated", zh: "已终止", en: "Terminated", .ended),
            State("superseded", zh: "已被取代", en: "Superseded", .ended),
            State("rejected", zh: "未批准", en: "Rejected", .ended),
            State("abandoned", zh: "已放弃", en: "Abandoned", .ended),
        ],
        transitions: Self.stepsBeforeSigning + Self.stepsAfterSigning,
    )

    private static let stepsBeforeSigning = [
        Transition(
            "submit", zh: "提交审核", en: "Submit for review", from: ["draft"], to: "internal_review", event: "submitted"),
        Transition(
            "return", zh: "退回修改", en: "Return", from: ["internal_review"], to: "draft", by: .approver,
            accepts: [Self.note], event: "returned"),
        Transition(
            "approve_internally", zh: "校内批准", en: "Approve internally", from: ["internal_review"],
            to: "approved_internally", by: .approver, event: "approved_internally"),
        Transition(
            "reject", zh: "不予批准", en: "Reject", from: ["internal_review"], to: "rejected", by: .approver,
            accepts: [Self.note], event: "rejected"),
        Transition("send", zh: "发送对方", en: "Send", from: ["approved_internally"], to: "sent", event: "sent"),
        Transition(
            "negotiate", zh: "收到修改意见", en: "Take up a counter-proposal", from: ["sent", "agreed"], to: "negotiating",
            event: "counter_proposed"),
        Transition(
            "agree", zh: "商定文本", en: "Agree on the text", from: ["sent", "negotiating"], to: "agreed", event: "agreed"),
        Transition(
            "sign", zh: "签署", en: "Sign", from: ["agreed"], to: "signed", by: .approver, requires: [Self.signedOn],
            accepts: [Self.signedOn, Self.occasion], event: "signed"),
        Transition(
            "abandon", zh: "放弃", en: "Abandon",
            from: ["draft", "internal_review", "approved_internally", "sent", "negotiating", "agreed"], to: "abandoned",
            accepts: [Self.note], event: "abandoned"),
    ]

    private static let stepsAfterSigning = [
        Transition(
            "enter_into_force", zh: "生效", en: "Enter into force", from: ["signed"], to: "in_force",
            requires: [Self.effective], event: "entered_into_force"),
        Transition(
            "amend_signed", zh: "采纳修订（未生效）", en: "Adopt the amendment before it is in force", from: ["signed"],
            to: "signed", by: .approver, event: "amended"),
        Transition(
            "amend", zh: "采纳修订", en: "Adopt the amendment", from: ["in_force"], to: "in_force", by: .approver,
            event: "amended"),
        Transition(
            "suspend", zh: "中止", en: "Suspend", from: ["in_force"], to: "suspended", by: .approver,
            accepts: [Self.note],
            event: "suspended"),
        Transition(
            "resume", zh: "恢复", en: "Resume", from: ["suspended"], to: "in_force", by: .approver, accepts: [Self.note],
            event: "resumed"),
        Transition(
            "terminate", zh: "终止", en: "Terminate", from: ["signed", "in_force", "suspended"], to: "terminated",
            by: .approver, requires: [Self.endedOn, Self.endReason],
            accepts: [Self.endedOn, Self.endReason, Self.noticeGivenOn, Self.endedByConsent], event: "terminated"),
        Transition(
            "supersede", zh: "由新协议取代", en: "Supersede", from: ["signed", "in_force", "suspended"], to: "superseded",
            by: .approver, requires: [Self.supersededBy], accepts: [Self.supersededBy, Self.endedOn],
            event: "superseded"),
    ]
}
