extension Institution {
    /// How near the institution is to the university.
    static let lifecycle = Lifecycle(
        states: [
            State("prospect", zh: "潜在合作", en: "Prospect"),
            State("in_contact", zh: "接洽中", en: "In contact", .active),
            State("partner", zh: "合作伙伴", en: "Partner", .good),
            State("strategic_partner", zh: "战略合作伙伴", en: "Strategic partner", .good),
            State("dormant", zh: "休眠", en: "Dormant", .warning),
            State("ended", zh: "合作终止", en: "Ended", .ended),
            State("blocked", zh: "停止往来", en: "Blocked", .warning),
            State("merged", zh: "已并入", en: "Merged", .ended),
        ],
        transitions: [
            Transition(
                "contact", zh: "开始接洽", en: "Take up contact", from: ["prospect", "ended"], to: "in_contact",
                event: "stage_changed"),
            Transition(
                "establish", zh: "确立合作", en: "Make a partner", from: ["prospect", "in_contact", "dormant", "ended"],
                to: "partner", event: "stage_changed"),
            Transition(
                "elevate", zh: "升级为战略伙伴", en: "Make a strategic partner", from: ["partner"],
                to: "strategic_partner", by: .approver, event: "stage_changed"),
            Transition(
                "step_down", zh: "降为一般伙伴", en: "Step down to partner", from: ["strategic_partner"], to: "partner",
                by: .approver, event: "stage_changed"),
            Transition(
                "rest", zh: "转为休眠", en: "Let rest", from: ["partner", "strategic_partner"], to: "dormant",
                event: "became_dormant"),
            Transition(
                "end", zh: "终止合作", en: "End",
                from: ["prospect", "in_contact", "partner", "strategic_partner", "dormant"],
                to: "ended", by: .approver, event: "stage_changed"),
            Transition(
                "block", zh: "停止往来", en: "Block",
                from: ["prospect", "in_contact", "partner", "strategic_partner", "dormant", "ended"], to: "blocked",
                by: .approver, requires: [Self.blockReason], accepts: [Self.blockReason], event: "blocked"),
            Transition(
                "unblock", zh: "恢复往来", en: "Unblock", from: ["blocked"], to: "prospect", by: .approver,
                accepts: [Self.screenedOn, Self.screeningResult, Self.screenedBy, Self.note], event: "unblocked"),
            Transition(
                "merge", zh: "并入其他机构", en: "Merge into another",
                from: ["prospect", "in_contact", "partner", "strategic_partner", "dormant", "ended"], to: "merged",
                by: .approver, requires: [Self.mergedInto], accepts: [Self.mergedInto, Self.mergedOn], event: "merged"),
        ],
    )
}
