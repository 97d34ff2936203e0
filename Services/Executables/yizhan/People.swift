import ArgumentParser

/// The command `yizhan person`.
struct People: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "Make people's accounts, list them, give and take roles.",
        discussion: """
            Works on the machine of the installation, for who may reach its database. Changes hold at once, also for \
            who is signed in.
            """,
        subcommands: [
            PersonCreate.self, PersonList.self, PersonGrant.self, PersonRevoke.self, PersonDisable.self,
            PersonEnable.self,
        ]
    )
}
