import Foundation
import Logging
import Synchronization
import Testing

@testable import YizhanCommands

@Suite("Starting up", .timeLimit(.minutes(2)))
struct StartupTests {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test("The database is there before the services, the announcement after them, and all is gone at the end")
    func run() async throws {
        let folder = DataFolder(option: "/tmp/yizhan-tests-\(UUID().uuidString.prefix(8))", environment: [:])
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let startup = Startup(folder: folder, environment: ["PATH": "/usr/bin:/bin"], logger: self.logger)
        let (announcements, announce) = AsyncStream.makeStream(of: ReadyState.self)
        let running = Task {
            try await startup.run(
                compose: { configuration in
                    #expect(configuration.databaseURL.contains("host="))
                    return Office(
                        services: [], untilReady: {}, signInLink: { "http://127.0.0.1:8080/once" },
                        commandLineToken: { "token" }
                    )
                }, announce: { announce.yield($0) })
        }
        var iterator = announcements.makeAsyncIterator()
        let state = try #require(await iterator.next())
        #expect(state.link == "http://127.0.0.1:8080/once")
        #expect(folder.readyState() == state)
        #expect(try String(contentsOfFile: folder.tokenFile, encoding: .utf8) == "token\n")
        #expect(throws: (any Error).self) { _ = try Instance(folder) }
        #expect(folder.readyState() == state)

        running.cancel()
        _ = await running.result
        #expect(folder.readyState() == nil)
        #expect(!FileManager.default.fileExists(atPath: "\(folder.postgres)/cluster/postmaster.pid"))
        _ = try Instance(folder)
    }

    @Test("With a database given, none is started")
    func givenDatabase() async throws {
        let folder = DataFolder(option: "/tmp/yizhan-tests-\(UUID().uuidString.prefix(8))", environment: [:])
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let url = "postgresql://db.example.edu/yizhan"
        let startup = Startup(folder: folder, environment: ["YIZHAN_DATABASE_URL": url], logger: self.logger)
        let given = Mutex("")
        await #expect(throws: CommandError.self) {
            try await startup.run(
                compose: { configuration in
                    given.withLock { $0 = configuration.databaseURL }
                    throw CommandError(.failed, "enough")
                },
                announce: { _ in }
            )
        }
        #expect(given.withLock { $0 } == url)
        #expect(!FileManager.default.fileExists(atPath: folder.postgres))
    }

    @Test("The banner speaks both languages and names the link")
    func banner() {
        let state = ReadyState(process: 1, url: "http://127.0.0.1:8080", link: "http://127.0.0.1:8080/once?k=1")
        let folder = DataFolder(option: "/srv/yizhan", environment: [:])
        let text = Banner(state, folder: folder, isDetached: true).text(style: Style(isOn: false))
        for part in ["登录链接", "sign-in link", "once?k=1", "/srv/yizhan/yizhan.log"] {
            #expect(text.contains(part))
        }
        for command in ["yizhan link", "deploy/down"] { #expect(text.contains("\(command) --data /srv/yizhan\n")) }
    }

    @Test("The banner of the usual folder names commands that need no option")
    func usualBanner() {
        let state = ReadyState(process: 1, url: "http://127.0.0.1:8080", link: nil)
        let folder = DataFolder(option: nil, environment: ["HOME": "/home/li"])
        let text = Banner(state, folder: folder, isDetached: true).text(style: Style(isOn: false))
        for command in ["yizhan link\n", "deploy/down\n"] { #expect(text.contains(command)) }
        #expect(!text.contains("--data"))
    }
}
