import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan events transactions`.
struct EventsTransactions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transactions",
        abstract: "See transactions that have been open for long, and so hold something back.",
        discussion: """
            Other events do not wait for them; their own come when they commit. For administrators of the whole university.

            EXAMPLES
              yizhan events transactions
            """
    )

    @OptionGroup var output: CommandOutput

    func run() async throws {
        let transactions = try await self.output.client.connect { try await EventsClient($0).transactions() }
        self.output.list(
            transactions, none: Label(zh: "没有长时间打开的事务。", en: "No transaction has been open for long.")
        ) { transaction in
            let process =
                transaction["process"].map { "\($0)" }
                ?? Label(zh: "已预提交", en: "prepared")(self.output.language)
            return [
                self.output.style.strong(process), "\(transaction["seconds"]?.integerValue ?? 0) s",
                transaction["application"]?.stringValue ?? "",
                self.output.style.faint(transaction["query"]?.stringValue ?? ""),
            ].joined(separator: "  ")
        }
    }
}
