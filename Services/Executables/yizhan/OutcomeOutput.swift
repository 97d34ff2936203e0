import Model
import YizhanCommands

/// How a command says what came of it: as JSON, or in words for people.
protocol OutcomeOutput {
    var json: Bool { get }
    var language: DisplayLanguage { get }
}

extension OutcomeOutput {
    var style: Style { Style(isOn: Terminal.output.hasColor) }

    /// One thing: as JSON, or as lines.
    func show(_ outcome: JSON, _ text: (JSON) -> String) {
        Terminal.output.line(self.json ? outcome.description : text(outcome))
    }

    /// A list: as JSON, or each entry as a line.
    func list(_ entries: [JSON], none: Label, _ text: (JSON) -> String) {
        if self.json { return Terminal.output.line(JSON.array(entries).description) }
        for entry in entries { Terminal.output.line(text(entry)) }
        if entries.isEmpty { Terminal.error.line(none(self.language)) }
    }

    /// What was done: as JSON, or in words, which are no result and go to standard error.
    func say(_ outcome: JSON, _ words: Label) {
        if self.json { return Terminal.output.line(outcome.description) }
        Terminal.error.line(words(self.language))
    }
}
