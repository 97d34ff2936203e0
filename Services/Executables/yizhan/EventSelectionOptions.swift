import ArgumentParser
import YizhanClient

/// Which events of the log are wanted.
struct EventSelectionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only events of this type, * for anything; may be given again.", valueName: "type"))
    var type: [String] = []

    @Option(help: ArgumentHelp("Only events about these, * for anything; may be given again.", valueName: "subject"))
    var subject: [String] = []

    @Option(help: ArgumentHelp("Only events of this source, exactly; may be given again.", valueName: "source"))
    var source: [String] = []

    @Option(help: ArgumentHelp("Only events of this unit, not of those below; may be given again.", valueName: "unit"))
    var unit: [String] = []

    var selection: EventSelection {
        EventSelection(types: self.type, sources: self.source, subjects: self.subject, units: self.unit)
    }
}
