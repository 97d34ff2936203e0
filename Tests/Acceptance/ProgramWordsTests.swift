import Foundation
import Model
import ServiceKit
import TestSupport
import Testing

/// What the programs say to those who start them.
@Suite("The words of the programs", .serialized)
struct ProgramWordsTests {
    private static let languages = [
        (locale: "zh_CN.UTF-8", words: ["环境变量", "必填", "示例"]),
        (locale: "en_US.UTF-8", words: ["ENVIRONMENT", "required", "EXAMPLE"]),
    ]

    @Test(
        "A service's program says what it is and how it is set up",
        arguments: ["partners", "mobility", "experts", "events"])
    func help(name: String) async throws {
        for (locale, words) in Self.languages {
            let program = Program(name: name, environment: ["LC_ALL": locale])
            for option in ["--help", "-h"] {
                let help = try await program.run([option])
                #expect(help.status == 0)
                #expect(help.errors == "")
                for part in words + ["YIZHAN_DATABASE_URL=postgresql://", "YIZHAN_HTTP_PORT  (8080)", " \(name)\n"] {
                    #expect(help.output.contains(part), "\(part)")
                }
            }
        }
        let version = try await Program(name: name).run(["--version"])
        #expect(version.status == 0)
        #expect(version.output == "\(name) \(Release.version)\n")
    }

    @Test(
        "A service's program does not start on what it does not understand",
        arguments: [
            (["--port", "9000"], [:], "--port"), (["--version", "now"], [:], "now"), (["serve"], [:], "serve"),
            ([], [:], "YIZHAN_DATABASE_URL=postgresql://"), ([], ["YIZHAN_DATABASE_URL": ""], "YIZHAN_DATABASE_URL"),
            ([], ["YIZHAN_DATABASE_URL": "postgresql:///x", "YIZHAN_HTTP_PORT": "http"], "YIZHAN_HTTP_PORT"),
            ([], ["YIZHAN_DATABASE_URL": "postgresql:///x", "YIZHAN_HTTP_PORT": "65536"], "YIZHAN_HTTP_PORT"),
        ] as [([String], [String: String], String)])
    func refusals(arguments: [String], environment: [String: String], part: String) async throws {
        for (locale, word) in [("zh_CN.UTF-8", "环境变量"), ("en_US.UTF-8", "The ")] {
            let program = Program(
                name: "events", environment: environment.merging(["LC_ALL": locale]) { ours, _ in ours })
            let outcome = try await program.run(arguments)
            #expect(outcome.status == 64)
            #expect(outcome.output == "")
            #expect(outcome.errors.contains(part), "\(outcome.errors)")
            #expect(outcome.errors.contains(word), "\(outcome.errors)")
        }
    }

    @Test("A port that is taken is named, with the way to another")
    func portIsTaken() async throws {
        try await TestDatabase.with { database in
            let events = try await SeparateServicesTests.start("events", database)
            let folder = FileManager.default.temporaryDirectory.appending(
                path: "yizhan-port-\(UUID().uuidString.prefix(8))")
            defer { try? FileManager.default.removeItem(at: folder) }
            for (locale, word) in [("zh_CN.UTF-8", "占用"), ("en_US.UTF-8", "listens on port")] {
                let environment = ["YIZHAN_DATABASE_URL": database.url, "LC_ALL": locale]
                let taken = ["YIZHAN_HTTP_PORT": "\(events.port)"]
                let outcomes = [
                    (
                        "YIZHAN_HTTP_PORT",
                        try await Program(name: "partners", environment: environment.merging(taken) { $1 }).run([])
                    ),
                    (
                        "--port",
                        try await Program(name: "yizhan", environment: environment)
                            .run(["up", "--port", "\(events.port)", "--data", folder.path])
                    ),
                ]
                for (setting, outcome) in outcomes {
                    #expect(outcome.status == 1)
                    for part in [word, "\(events.port)", setting] {
                        #expect(outcome.errors.contains(part), "\(part): \(outcome.errors)")
                    }
                    #expect(!outcome.errors.contains("errno"))
                }
            }
            events.program.signal(SIGTERM)
            _ = await events.program.outcome()
        }
    }

    @Test("A token made on the command line keeps to the rules of the interface")
    func tokens() async throws {
        try await TestDatabase.with { database in
            let yizhan = Program(name: "yizhan", environment: ["YIZHAN_DATABASE_URL": database.url])
            #expect(try await yizhan.run(["migrate"]).status == 0)
            let long = String(repeating: "名", count: 101)
            for (arguments, field) in [
                ([""], "name"), (["  "], "name"), ([long], "name"), (["财务", "--days", "0"], "days"),
                (["财务", "--days", "367"], "days"), (["财务", "--unit", "nowhere"], "unit"),
                (["财务", "--type", ""], "type"), (["财务", "--type", "partners.*", "--role", "admin"], "types"),
            ] {
                let outcome = try await yizhan.run(["token", "create"] + arguments)
                #expect(outcome.status == 1, "\(arguments)")
                #expect(outcome.output == "", "\(arguments)")
                #expect(outcome.errors.contains(field), "\(outcome.errors)")
            }
            #expect(try await JSON(parsing: yizhan.run(["token", "list", "--json"]).output) == [])
            #expect(try await yizhan.run(["token", "create", "财务系统", "--role", "integrator"]).status == 0)
            let list = try await JSON(parsing: yizhan.run(["token", "list", "--json"]).output)
            #expect(list.arrayValue?.compactMap { $0["name"] } == ["财务系统"])
            let types = ["--type", "partners.*", "--type", "mobility.mobility.created"]
            #expect(try await yizhan.run(["token", "create", "住宿", "--role", "integrator"] + types).status == 0)
            let limited = try await JSON(parsing: yizhan.run(["token", "list", "--json"]).output)[0]
            #expect(limited?["types"] == "partners.*, mobility.mobility.created")
            #expect(try await yizhan.run(["token", "create", "--help"]).output.contains("--type 'partners.*'"))
        }
    }

    @Test("The examples of the command line name what there is")
    func examples() async throws {
        let yizhan = Program(name: "yizhan")
        let tail = try await yizhan.run(["events", "tail", "--help"])
        #expect(tail.status == 0)
        #expect(tail.output.contains("--type 'partners.agreement.*'"))
        #expect(try await yizhan.run(["--version"]).output == "\(Release.version)\n")
    }

    @Test("Every command has examples that name only options it has, and says what came of it as JSON")
    func commands() async throws {
        let dump = try await Program(name: "yizhan").run(["--experimental-dump-help"])
        #expect(dump.status == 0, "\(dump.errors)")
        let root = try #require(try JSON(parsing: dump.output)["command"])
        var count = 0
        Self.walk(root, []) { path, command in
            count += 1
            let arguments = command["arguments"]?.arrayValue ?? []
            let names = Set(
                arguments.flatMap { $0["names"]?.arrayValue ?? [] }.compactMap { $0["name"]?.stringValue })
            let words = command["discussion"]?.stringValue ?? ""
            #expect(words.contains("EXAMPLES"), "\(path)")
            #expect(words.contains("yizhan \(path)"), "\(path)")
            #expect(names.contains("json"), "\(path)")
            // Of examples that name another command, too, only those of this one are looked at.
            for line in words.split(separator: "\n") where line.contains("yizhan \(path)") {
                for match in line.matches(of: /(?:^|\s)--([a-z-]+)/) {
                    #expect(names.contains(String(match.1)), "\(path) --\(match.1)")
                }
            }
        }
        #expect(count > 40)
    }

    /// Visits the commands that have none below them.
    private static func walk(_ command: JSON, _ path: [String], _ visit: (String, JSON) -> Void) {
        let below = (command["subcommands"]?.arrayValue ?? []).filter { $0["commandName"] != "help" }
        if below.isEmpty { return visit(path.joined(separator: " "), command) }
        for child in below { Self.walk(child, path + [child["commandName"]?.stringValue ?? ""], visit) }
    }
}
