import ArgumentParser

/// Of which type, about what and of which source events are wanted.
struct EventAttributeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only events of this type, * for anything; may be given again.", valueName: "type"))
    var type: [String] = []

    @Option(help: ArgumentHelp("Only events about these, * for anything; may be given again.", valueName: "subject"))
    var subject: [String] = []

    @Option(help: ArgumentHelp("Only events of this source, exactly; may be given again.", valueName: "source"))
    var source: [String] = []
}
