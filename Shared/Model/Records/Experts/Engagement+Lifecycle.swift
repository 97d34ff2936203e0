extension Engagement {
    /// The way of a foreign expert into the country and out again; who needs no permits skips those steps.
    static let lifecycle = Lifecycle(
        states: [
            State("proposed", zh: "已申请", en: "Proposed"),
            State("approved", zh: "已批准", en: "Approved", .active),
            State("contract_signed", zh: "已签合同", en: "Contract signed", .active),
            State("permit_notice", zh: "已获许可通知", en: "Permit notice issued", .active),
            State("visa", zh: "已获签证", en: "Visa issued", .active),
            State("arrived", zh: "已抵达", en: "Arrived", .active),
            State("permits_valid", zh: "许可有效", en: "Permits valid", .active),
            State("active", zh: "在聘", en: "Active", .good),
            State("renewed", zh: "已续聘", en: "Renewed", .good),
            State("ended", zh: "期满结束", en: "Ended", .ended),
            State("terminated", zh: "提前终止", en: "Terminated", .ended),
            State("permits_cancelled", zh: "许可已注销", en: "Permits cancelled", .ended),
            State("rejected", zh: "未批准", en: "Rejected", .ended),
            State("withdrawn", zh: "已撤回", en: "Withdrawn", .ended),
        ],
        transitions: Self.stepsIn + Self.stepsOut,
    )

    private static let stepsIn = [
        Transition(
            "approve", zh: "批准", en: "Approve", from: ["proposed"], to: "approved", by: .approver,
            accepts: [Self.decisionNote], event: "approved"),
        Transition(
            "reject", zh: "不予批准", en: "Reject", from: ["proposed"], to: "rejected", by: .approver,
            requires: [Self.decisionNote], accepts: [Self.decisionNote], event: "rejected"),
        Transition(
            "sign", zh: "签订合同", en: "Sign the contract", from: ["approved"], to: "contract_signed", by: .approver,
            requires: [Self.contractNumber, Self.contractSignedOn],
            accepts: [Self.contractNumber, Self.contractSignedOn, Self.salary, Self.salaryPer], event: "signed"),
        Transition(
            "notify_permit", zh: "登记工作许可通知", en: "Record the notice of the work permit", from: ["contract_signed"],
            to: "permit_notice", requires: [Self.permitNoticeOn], accepts: [Self.permitNoticeOn],
            event: "permit_notice_issued"),
        Transition(
            "issue_visa", zh: "登记签证", en: "Record the visa", from: ["contract_signed", "permit_notice"], to: "visa",
            requires: [Self.visaIssuedOn], accepts: [Self.visaIssuedOn], event: "visa_issued"),
        Transition(
            "arrive", zh: "登记抵达", en: "Record arrival", from: ["contract_signed", "permit_notice", "visa"],
            to: "arrived", requires: [Self.arrivedOn], accepts: [Self.arrivedOn], event: "arrived"),
        Transition(
            "validate_permits", zh: "登记许可", en: "Record the permits", from: ["arrived"], to: "permits_valid",
            requires: [Self.permitsValidUntil], accepts: [Self.permitsValidUntil], event: "permits_validated"),
        Transition(
            "start", zh: "到岗", en: "Start", from: ["contract_signed", "arrived", "permits_valid"], to: "active",
            requires: [Self.startedOn], accepts: [Self.startedOn], event: "started"),
        Transition(
            "withdraw", zh: "撤回", en: "Withdraw",
            from: ["proposed", "approved", "contract_signed", "permit_notice", "visa"], to: "withdrawn",
            accepts: [Self.endReason], event: "withdrawn"),
    ]

    private static let stepsOut = [
        Transition(
            "extend_permits", zh: "许可延期", en: "Extend the permits", from: ["active"], to: "active",
            requires: [Self.permitsValidUntil], accepts: [Self.permitsValidUntil], event: "permits_extended"),
        Transition(
            "renew", zh: "续聘", en: "Renew", from: ["active"], to: "renewed", by: .approver,
            requires: [Self.continuedBy], accepts: [Self.continuedBy, Self.endedOn], event: "renewed"),
        Transition(
            "end", zh: "期满结束", en: "End", from: ["active"], to: "ended", requires: [Self.endedOn],
            accepts: [Self.endedOn, Self.endReason], event: "ended"),
        Transition(
            "terminate", zh: "提前终止", en: "Terminate", from: ["arrived", "permits_valid", "active"],
            to: "terminated", by: .approver, requires: [Self.endedOn, Self.endReason],
            accepts: [Self.endedOn, Self.endReason], event: "terminated"),
        Transition(
            "cancel_permits", zh: "注销许可", en: "Cancel the permits", from: ["renewed", "ended", "terminated"],
            to: "permits_cancelled", requires: [Self.permitsCancelledOn], accepts: [Self.permitsCancelledOn],
            event: "permits_cancelled"),
    ]
}
