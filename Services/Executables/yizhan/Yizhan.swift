import ArgumentParser
import ServiceKit

/// The root of the command tree.
struct Yizhan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "yizhan",
        abstract: "驿站: the back office of international cooperation and exchange.",
        discussion: """
            yizhan up starts everything on this machine. The other commands talk to a running installation: the one at \
            --url or YIZHAN_URL, with the token of --token, YIZHAN_TOKEN or YIZHAN_TOKEN_FILE; without these, to the one \
            that yizhan up started here.

            Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 failed, 64 wrong \
            use, 65 unreadable input, 69 no answer, 77 not permitted.
            """,
        version: Release.version,
        subcommands: [
            Up.self, Migrate.self, Link.self, Tokens.self, People.self, Units.self, DatabaseRoles.self, Import.self,
            Export.self, Events.self, Subscriptions.self, DeadLetters.self, Webhooks.self, Doctor.self,
        ]
    )
}
