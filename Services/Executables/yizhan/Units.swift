import ArgumentParser

/// The command `yizhan unit`.
struct Units: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unit",
        abstract: "Make and list organisational units.",
        discussion: "Works on the machine of the installation, for who may reach its database.",
        subcommands: [UnitCreate.self, UnitList.self]
    )
}
