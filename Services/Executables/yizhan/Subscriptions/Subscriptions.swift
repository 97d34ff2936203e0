import ArgumentParser

/// The command `yizhan subscriptions`.
struct Subscriptions: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "See how subscriptions stand, move them, and receive from them.",
        subcommands: [
            SubscriptionList.self, SubscriptionShow.self, SubscriptionCreate.self, SubscriptionDelete.self,
            SubscriptionPause.self, SubscriptionResume.self, SubscriptionSeek.self, SubscriptionReplay.self,
            SubscriptionEndReplays.self, SubscriptionDivide.self, SubscriptionReceive.self,
            SubscriptionAcknowledge.self, SubscriptionRefuse.self,
            SubscriptionExtend.self, SubscriptionHandOver.self,
        ]
    )
}
