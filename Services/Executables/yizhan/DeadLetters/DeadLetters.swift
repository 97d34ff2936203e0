import ArgumentParser

/// The command `yizhan dead-letters`.
struct DeadLetters: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead-letters",
        abstract: "See events that could not be handled, send them again, or give them up.",
        subcommands: [DeadLetterList.self, DeadLetterShow.self, DeadLetterRedrive.self, DeadLetterDiscard.self]
    )
}
