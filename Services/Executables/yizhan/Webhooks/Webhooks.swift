import ArgumentParser

/// The command `yizhan webhooks`.
struct Webhooks: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Have events sent to other systems, and see how it went.",
        subcommands: [
            WebhookList.self, WebhookShow.self, WebhookCreate.self, WebhookUpdate.self, WebhookPause.self,
            WebhookResume.self, WebhookDelete.self, WebhookRotate.self, WebhookTest.self, WebhookDeliveries.self,
            WebhookDeliveryShow.self, WebhookResend.self, WebhookRecover.self,
        ]
    )
}
