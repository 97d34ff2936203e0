import ArgumentParser

/// The command `yizhan events`.
struct Events: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Work with the event log.",
        subcommands: [
            EventsTail.self, EventsLog.self, EventsPublish.self, EventsSchedule.self, EventsScheduled.self,
            EventsUnschedule.self, EventsErase.self, EventsOperations.self, EventsTransactions.self,
        ]
    )
}
