/// What the states of an agreement allow.
enum AgreementStage {
    /// The states before signing in which the content is at work.
    static let open: Set<String> = [
        "draft", "internal_review", "approved_internally", "sent", "negotiating", "agreed",
    ]

    /// Where a change of the content leads back to.
    static let afterEdit = [
        "internal_review": "draft",
        "approved_internally": "draft",
        "sent": "negotiating",
        "agreed": "negotiating",
    ]
}
