import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan person list`.
struct PersonList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List people and their roles.",
        discussion: """
            EXAMPLES
              yizhan person list
              yizhan person list --json
            """
    )

    @OptionGroup var output: IdentityOutput

    func run() async throws {
        let people = try await self.output.installation.administer { try await $0.people() }
        let (style, language) = (self.output.style, self.output.language)
        self.output.list(people, none: Label(zh: "还没有人员。", en: "There is nobody yet.")) { entry in
            let person = Record(entry.objectValue ?? JSONObject())
            var parts = [style.strong(person[Person.name] ?? "")]
            if let name = person[Person.display] { parts.append(name.preferred(language)) }
            parts += (person[Person.grants] ?? []).map { grant in
                "\(grant[RoleGrant.role] ?? "") \(style.faint("in")) \(grant[RoleGrant.unit] ?? "")"
            }
            if person[Person.state] == "disabled" {
                parts.append(style.bad(Person.lifecycle.state("disabled")?.label(language) ?? ""))
            }
            return parts.joined(separator: "  ")
        }
    }
}
