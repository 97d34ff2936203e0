extension Mobility {
    /// What the receiver judges; a change to any of it asks the receiver anew.
    public static let nominationTerms: [any FieldDeclaration] = [
        Self.traveller, Self.agreement, Self.condition, Self.category, Self.eqfAtNomination, Self.isced, Self.mode,
        Self.planned, Self.receivingAcademicYear, Self.term, Self.termsPerYear,
    ]

    /// The sender's states, and between them the receiver's steps, which leave the sender's state as it is.
    static let lifecycle = Lifecycle(
        states: [
            State("nomination", zh: "已提名", en: "Nomination"),
            State("live", zh: "进行中", en: "Live", .active),
            State("recognized", zh: "已认定", en: "Recognized", .good),
            State("cancelled", zh: "已取消", en: "Cancelled", .ended),
        ],
        transitions: Self.receiverSteps + Self.senderSteps,
    )

    private static let receiverSteps = [
        Transition(
            "verify", zh: "接收方确认", en: "Receiver verifies", from: ["nomination"], to: "nomination",
            accepts: [Self.receiverReason], event: "verified"),
        Transition(
            "reject", zh: "接收方拒绝", en: "Receiver rejects", from: ["nomination"], to: "nomination",
            requires: [Self.receiverReason], accepts: [Self.receiverReason], event: "rejected"),
        Transition(
            "resubmit", zh: "更正后重新提名", en: "Nominate again", from: ["nomination"], to: "nomination",
            accepts: Self.nominationTerms + [Self.exception], event: "resubmitted"),
    ]

    private static let senderSteps = [
        Transition(
            "start", zh: "成行", en: "Go live", from: ["nomination"], to: "live",
            accepts: [Self.departedOn, Self.eqfAtDeparture], event: "went_live"),
        Transition(
            "depart", zh: "登记出发", en: "Record departure", from: ["live"], to: "live",
            requires: [Self.departedOn], accepts: [Self.departedOn, Self.segments, Self.note], event: "departed"),
        Transition(
            "arrive", zh: "登记抵达", en: "Record arrival", from: ["live"], to: "live",
            requires: [Self.actual], accepts: [Self.actual], event: "arrived"),
        Transition(
            "extend", zh: "延期", en: "Extend", from: ["live"], to: "live",
            accepts: [Self.planned, Self.exception], event: "extended"),
        Transition(
            "shorten", zh: "缩短", en: "Shorten", from: ["live"], to: "live",
            accepts: [Self.planned], event: "shortened"),
        Transition(
            "return", zh: "登记返回", en: "Record return", from: ["live"], to: "live",
            requires: [Self.actual, Self.outcome], accepts: [Self.actual, Self.outcome, Self.note], event: "returned"),
        Transition(
            "recognize", zh: "认定", en: "Recognize", from: ["live"], to: "recognized", by: .approver,
            requires: [Self.actual, Self.outcome], accepts: [Self.actual, Self.outcome, Self.note],
            event: "recognized"),
        Transition(
            "no_show", zh: "登记未成行", en: "Record no-show", from: ["nomination", "live"], to: "cancelled",
            accepts: [Self.cancelReason], event: "no_show"),
        Transition(
            "cancel", zh: "取消", en: "Cancel", from: ["nomination", "live"], to: "cancelled",
            requires: [Self.cancelReason], accepts: [Self.cancelReason, Self.outcome, Self.actual], event: "cancelled"),
    ]
}
