import ArgumentParser
import YizhanClient

/// Which events of the log are wanted.
struct EventSelectionOptions: ParsableArguments {
    @OptionGroup var attributes: EventAttributeOptions

    @Option(help: ArgumentHelp("Only events of this unit, not of those below; may be given again.", valueName: "unit"))
    var unit: [String] = []

    var selection: EventSelection {
        EventSelection(
            types: self.attributes.type, sources: self.attributes.source, subjects: self.attributes.subject,
            units: self.unit)
    }
}
