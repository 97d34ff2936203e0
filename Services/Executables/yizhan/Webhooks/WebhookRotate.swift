import ArgumentParser
import YizhanCommands

/// The command `yizhan webhooks rotate`.
struct WebhookRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Replace the secret of a webhook and print the new one, this once.",
        discussion: """
            EXAMPLES
              yizhan webhooks rotate 019a… --overlap 48
            """
    )

    @Argument(help: "The webhook's id.")
    var id: String

    @Option(help: "For how many hours the secret before goes on signing beside it.")
    var overlap = 24

    @OptionGroup var output: CommandOutput

    func run() async throws {
        self.output.secret(
            try await self.output.webhooks { try await $0.rotate(self.id, overlapHours: self.overlap) })
    }
}
