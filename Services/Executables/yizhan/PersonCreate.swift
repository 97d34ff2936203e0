import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan person create`.
struct PersonCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a person's account.",
        discussion: """
            EXAMPLES
              yizhan person create li.xuemei --zh 李雪梅 --en "Li Xuemei"
              yizhan person create li.xuemei --zh 李雪梅 --role editor --unit office --json
            """
    )

    @Argument(help: "The account: lower-case letters, digits and . _ @ -")
    var name: String

    @Option(help: "The name in Chinese.")
    var zh: String?

    @Option(help: "The name in English.")
    var en: String?

    @Option(help: "A role to begin with: viewer, editor, approver, admin or integrator.")
    var role: String?

    @Option(help: "The code of the unit for which, with all below it; the whole university when left out.")
    var unit: String?

    @OptionGroup var output: IdentityOutput

    func validate() throws {
        if self.unit != nil, self.role == nil { throw ValidationError("--unit needs a --role.") }
    }

    func run() async throws {
        let request = PersonRequest(name: self.name, zh: self.zh, en: self.en, role: self.role, unit: self.unit)
        let person = try await self.output.installation.administer { try await $0.createPerson(request) }
        let link = "yizhan link --person \(self.name)\(self.output.installation.folder.option)"
        self.output.say(person, Label(zh: "已建立。登录链接：\(link)", en: "Created. A sign-in link: \(link)"))
    }
}
