import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan events operations`.
struct EventsOperations: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operations",
        abstract: "See what was done to the log and to subscriptions, and by whom, the latest first.",
        discussion: """
            EXAMPLES
              yizhan events operations
              yizhan events operations --subscription finance-agreements --limit 20 --json
            """
    )

    @Option(help: "Only what was done to this subscription. Without, for administrators of the whole university.")
    var subscription: String?

    @Option(help: "The most to list, up to 1000.")
    var limit = 100

    @OptionGroup var output: CommandOutput

    func validate() throws {
        guard 1...1000 ~= self.limit else { throw ValidationError("--limit is a number from 1 to 1000.") }
    }

    func run() async throws {
        let operations = try await self.output.client.connect { client in
            try await EventsClient(client).operations(on: self.subscription, limit: self.limit)
        }
        self.output.list(operations, none: Label(zh: "没有记录。", en: "Nothing was done.")) { operation in
            [
                operation["at"]?.stringValue ?? "", self.output.style.strong(operation["operation"]?.stringValue ?? ""),
                operation["subscription"]?.stringValue ?? "", operation["detail"]?.description ?? "",
                self.output.style.faint(operation["actor"]?.stringValue ?? ""),
            ].filter { !$0.isEmpty }.joined(separator: "  ")
        }
    }
}
