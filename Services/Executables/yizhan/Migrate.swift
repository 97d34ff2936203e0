import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan migrate`.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the schemas of all services up to date.",
        discussion: """
            yizhan up does this by itself; run it apart when the services run as roles that may not.

            EXAMPLES
              yizhan migrate
              YIZHAN_DATABASE_URL=postgresql://owner@db.example.edu/yizhan yizhan migrate --json
            """
    )

    @Flag(help: "Print the applied migrations as JSON.")
    var json = false

    @OptionGroup var installation: InstallationOptions

    func run() async throws {
        let applied = try await self.installation.administer { try await $0.migrate() }
        if self.json {
            let list: JSON = ["applied": .array(applied.map { .string($0) })]
            Terminal.output.line(list.description)
        } else {
            for name in applied { Terminal.output.line(name) }
            Terminal.error.line(applied.isEmpty ? "Everything is up to date." : "\(applied.count) migrations applied.")
        }
    }
}
