import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan unit create`.
struct UnitCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make an organisational unit.",
        discussion: """
            EXAMPLES
              yizhan unit create law --zh 法学院 --en "School of Law"
              yizhan unit create visa-desk --zh 签证科 --parent office --from 2026-09-01 --last 2027-08-31 --json
            """
    )

    @Argument(help: "The code, which never changes: lower-case letters, digits and hyphens.")
    var code: String

    @Option(help: "The name in Chinese.")
    var zh: String?

    @Option(help: "The name in English.")
    var en: String?

    @Option(help: "The code of the unit of which it is part; the whole university when left out.")
    var parent: String?

    @Option(help: "The first day on which it exists; without, it always did.")
    var from: String?

    @Option(help: "The last day on which it exists; without, it always will.")
    var last: String?

    @OptionGroup var output: IdentityOutput

    func validate() throws {
        if self.zh == nil, self.en == nil { throw ValidationError("Give a name: --zh, --en or both.") }
    }

    func run() async throws {
        let request = UnitRequest(
            code: self.code, parent: self.parent, zh: self.zh, en: self.en, from: self.from, last: self.last)
        let unit = try await self.output.installation.administer { try await $0.createUnit(request) }
        self.output.say(unit, Label(zh: "已建立。", en: "Created."))
    }
}
