import ArgumentParser
import FoundationEssentials
import Model
import Tabular
import YizhanCommands

/// The command `yizhan import`.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take in the records of a JSON, NDJSON or CSV file.",
        discussion: """
            Good rows are taken in, bad ones are reported by line with the reason, none is lost in silence. Importing a \
            file again makes nothing twice: a row is known by id, code or what its type is known by, and a row without \
            any of these by saying nothing but what a record of its unit says already. CSV may be UTF-8, UTF-16 or GB 18030, with commas, semicolons or \
            tabs. Without a mapping its columns are those of an export: title.zh, period.from, several codes with ; between; \
            a field's label, such as 名称 or Website, does as well. A reference is a code or an id.
            Exit code 0: everything good was taken in, even if there were bad rows.

            A mapping says how records are made of rows. It is a JSON file, or the name of a built-in one: universities.
              {"names/zh": "名称", "country": {"from": "国别", "change": ["uppercase"]}, "kind": {"value": "enterprise"}}

            EXAMPLES
              yizhan import partners institution universities.json --map universities --dry-run
              yizhan import mobility mobility students.csv --map students.map.json --report result.json
            """
    )

    @OptionGroup var target: RecordTypeArguments

    @Argument(help: "The file, or - for standard input.")
    var file: String

    @Option(help: ArgumentHelp("A mapping file, or the name of a built-in mapping.", valueName: "mapping"))
    var map: String?

    @Option(help: "The organisational unit of rows that name none.")
    var unit = "office"

    @Flag(help: "Find out everything and change nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("Also write the result to this file, as JSON.", valueName: "file"))
    var report: String?

    @Flag(help: "Print the result as JSON.")
    var json = false

    @OptionGroup var client: ClientOptions

    func run() async throws {
        let mapping = try self.map.map(ImportMapping.named)
        let resource = try self.target.resource
        // A mapping gives the columns their meaning; without one they are the record type's own.
        let table = mapping == nil ? Table(resource) : nil
        let summary = try await self.client.connect { client in
            let source =
                try self.file == "-"
                ? SourceFile.standardInput(table: table, language: client.language)
                : SourceFile(path: self.file, table: table, language: client.language)
            let session = try ImportSession(
                client: client, collection: self.target.collection, mapping: mapping, unit: self.unit,
                isDryRun: self.dryRun)
            var display = ProgressDisplay(ProgressLine(total: source.rows.count, unit: "rows"), on: .error)
            return try await session.send(source) { display.update(done: $0) }
        }
        if let report = self.report {
            do {
                try (summary.json.description + "\n").write(toFile: report, atomically: true, encoding: .utf8)
            } catch {
                throw CommandError(.failed, "The import is done, but the report \(report) cannot be written.")
            }
        }
        let style = Style(isOn: Terminal.output.hasColor)
        Terminal.output.line(self.json ? summary.json.description : summary.text(style: style))
    }
}
