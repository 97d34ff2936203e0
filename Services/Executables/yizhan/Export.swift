import ArgumentParser
import YizhanCommands

/// The command `yizhan export`.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the records of a collection to a file or to standard output.",
        discussion: """
            EXAMPLES
              yizhan export partners institution --output institutions.csv
              yizhan export partners institution --json | jq -r .code
              yizhan export partners agreement --filter state=in_force --filter partnerCountry=FR
            """
    )

    @OptionGroup var target: RecordTypeArguments

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("The file to write; standard output when left out.", valueName: "file"))
    var output: String?

    @Option(
        help: ArgumentHelp("Only records whose field has this value; may be given again.", valueName: "field=value"))
    var filter: [String] = []

    @Flag(help: "Write JSON, one object a line, not CSV.")
    var json = false

    @OptionGroup var client: ClientOptions

    func run() async throws {
        let export = try CollectionExport(
            collection: self.target.collection, filters: self.filter, format: self.json ? .json : .csv)
        let count = try await self.client.connect { try await export.write(to: self.output, from: $0) }
        if let output = self.output { Terminal.error.line("\(count) bytes written to \(output)") }
    }
}
