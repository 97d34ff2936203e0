import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan unit list`.
struct UnitList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List organisational units as a tree.",
        discussion: """
            EXAMPLES
              yizhan unit list
              yizhan unit list --json
            """
    )

    @OptionGroup var output: IdentityOutput

    func run() async throws {
        let units = try await self.output.installation.administer { try await $0.units() }
        var depths: [String: Int] = [:]
        let (style, language) = (self.output.style, self.output.language)
        self.output.list(units, none: Label(zh: "还没有单位。", en: "There is no unit yet.")) { entry in
            let unit = Record(entry.objectValue ?? JSONObject())
            let code = unit[OrganisationalUnit.code] ?? ""
            let depth = unit[OrganisationalUnit.parent].flatMap { depths[$0] }.map { $0 + 1 } ?? 0
            depths[code] = depth
            var parts = [String(repeating: "  ", count: depth) + style.strong(code)]
            if let name = unit[OrganisationalUnit.name] { parts.append(name.preferred(language)) }
            if unit[OrganisationalUnit.isInForce] == false {
                parts.append(style.bad(language == .zh ? "当前无效" : "not in force"))
            }
            return parts.joined(separator: "  ")
        }
    }
}
