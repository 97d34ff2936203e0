import EmbeddedPostgres
import Foundation
import Logging
import Subprocess
import Testing

@Suite("A private PostgreSQL server", .timeLimit(.minutes(3)))
struct EmbeddedPostgresTests {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test("The first start makes the database, the second finds its data again")
    func dataStays() async throws {
        try await withFolder { folder in
            let first = try await EmbeddedPostgres.start(folder: folder, logger: self.logger)
            #expect(first.isRunning)
            try await sql("CREATE TABLE post (name text); INSERT INTO post VALUES ('驿站'), ('relay')", first.url())
            try await first.stop()
            #expect(!first.isRunning)

            let second = try await EmbeddedPostgres.start(folder: folder, logger: self.logger)
            #expect(try await sql("SELECT name FROM post ORDER BY name", second.url()) == "relay\n驿站\n")
            try await second.stop()
        }
    }

    @Test("The server listens on no network address, in UTF-8, and commits to disk")
    func settings() async throws {
        try await withFolder { folder in
            let server = try await EmbeddedPostgres.start(folder: folder, logger: self.logger)
            let names = ["listen_addresses", "server_encoding", "synchronous_commit", "wal_level", "fsync"]
            let query = "SELECT " + names.map { "current_setting('\($0)')" }.joined(separator: ", ")
            #expect(try await sql(query, server.url()) == "|UTF8|on|replica|on\n")
            let mode = try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o700)
            try await server.stop()
        }
    }

    @Test("A folder that is in use is refused by name, and the server in it goes on")
    func secondIsRefused() async throws {
        try await withFolder { folder in
            let server = try await EmbeddedPostgres.start(folder: folder, logger: self.logger)
            let error = await #expect(throws: EmbeddedPostgresError.self) {
                _ = try await EmbeddedPostgres.start(folder: folder, logger: self.logger)
            }
            #expect(error?.code == .alreadyRunning)
            #expect(error?.message.contains("process \(ProcessInfo.processInfo.processIdentifier)") == true)
            #expect(try await sql("SELECT 1", server.url()) == "1\n")
            try await server.stop()
        }
    }

    @Test("After a power cut the stale process file is no obstacle and committed rows are there")
    func survivesKill() async throws {
        try await withFolder { folder in
            let first = try await EmbeddedPostgres.start(folder: folder, logger: self.logger)
            try await sql("CREATE TABLE post AS SELECT 7 AS n", first.url())
            let text = try String(contentsOfFile: "\(folder)/cluster/postmaster.pid", encoding: .utf8)
            let process = try #require(text.split(separator: "\n").first.flatMap { pid_t($0) })
            kill(process, SIGKILL)
            await first.waitUntilStopped()
            #expect(FileManager.default.fileExists(atPath: "\(folder)/cluster/postmaster.pid"))
            try await first.stop()

            let second = try await EmbeddedPostgres.start(folder: folder, logger: self.logger)
            #expect(try await sql("SELECT n FROM post", second.url()) == "7\n")
            try await second.stop()
        }
    }

    @Test("A process file whose number belongs to another process by now is removed")
    func reusedProcessNumber() async throws {
        try await withFolder { folder in
            let first = try await EmbeddedPostgres.start(folder: folder, logger: self.logger)
            let path = "\(folder)/cluster/postmaster.pid"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try await first.stop()
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let own = "\(ProcessInfo.processInfo.processIdentifier)"
            try ([own] + lines.dropFirst().map(String.init)).joined(separator: "\n")
                .write(toFile: path, atomically: false, encoding: .utf8)

            let second = try await EmbeddedPostgres.start(folder: folder, logger: self.logger)
            #expect(try await sql("SELECT 1", second.url()) == "1\n")
            try await second.stop()
        }
    }

    @Test("A path too long for a socket address gets a short socket folder, which goes away again")
    func longPath() async throws {
        try await withFolder { parent in
            let folder = parent + "/" + String(repeating: "长", count: 40)
            let server = try await EmbeddedPostgres.start(folder: folder, logger: self.logger)
            #expect(try await sql("SELECT 1", server.url()) == "1\n")
            let running = try #require(EmbeddedPostgres.runningURL(folder: folder))
            #expect(running == server.url())
            let socket = try #require(running.split(separator: "=").dropFirst().first?.split(separator: "&").first)
            let path = try #require(String(socket).removingPercentEncoding)
            #expect(path.hasPrefix("/tmp/yizhan-"))
            try await server.stop()
            #expect(!FileManager.default.fileExists(atPath: path))
            #expect(EmbeddedPostgres.runningURL(folder: folder) == nil)
        }
    }

    @Test("A first start that was interrupted half-way is begun anew")
    func interruptedInitialization() async throws {
        try await withFolder { folder in
            try FileManager.default.createDirectory(
                atPath: "\(folder)/cluster.new/base", withIntermediateDirectories: true)
            let server = try await EmbeddedPostgres.start(folder: folder, logger: self.logger)
            #expect(try await sql("SELECT current_database()", server.url()) == "yizhan\n")
            try await server.stop()
        }
    }

    @Test("Data of another major version is refused before anything is started")
    func otherVersion() async throws {
        try await withFolder { folder in
            try FileManager.default.createDirectory(atPath: "\(folder)/cluster", withIntermediateDirectories: true)
            try "9\n".write(toFile: "\(folder)/cluster/PG_VERSION", atomically: false, encoding: .utf8)
            let error = await #expect(throws: EmbeddedPostgresError.self) {
                _ = try await EmbeddedPostgres.start(folder: folder, logger: self.logger)
            }
            #expect(error?.code == .wrongVersion)
            #expect(error?.message.contains("pg_upgrade") == true)
        }
    }

    @Test("A wrong YIZHAN_POSTGRES_BIN is named")
    func wrongBinaries() async throws {
        try await withFolder { folder in
            let error = await #expect(throws: EmbeddedPostgresError.self) {
                _ = try await EmbeddedPostgres.start(
                    folder: folder, environment: ["YIZHAN_POSTGRES_BIN": "/nowhere"], logger: self.logger)
            }
            #expect(error?.code == .binariesNotFound)
            #expect(error?.message.contains("/nowhere") == true)
        }
    }

    @Test("A server that fails to start says why")
    func failureIsExplained() async throws {
        try await withFolder { folder in
            try await EmbeddedPostgres.start(folder: folder, logger: self.logger).stop()
            let configuration = "\(folder)/cluster/postgresql.auto.conf"
            try "max_connections = many\n".write(toFile: configuration, atomically: false, encoding: .utf8)
            let error = await #expect(throws: EmbeddedPostgresError.self) {
                _ = try await EmbeddedPostgres.start(folder: folder, logger: self.logger)
            }
            #expect(error?.code == .startFailed)
            #expect(error?.message.contains("max_connections") == true)
        }
    }

    @Test("Dropping the value ends the server")
    func droppingEnds() async throws {
        try await withFolder { folder in
            var server: EmbeddedPostgres? = try await EmbeddedPostgres.start(folder: folder, logger: self.logger)
            #expect(server?.isRunning == true)
            server = nil
            let path = "\(folder)/cluster/postmaster.pid"
            let deadline = ContinuousClock.now.advanced(by: .seconds(30))
            while FileManager.default.fileExists(atPath: path), ContinuousClock.now < deadline { await Task.yield() }
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }
}

/// Lends a new folder that another user may reach, and removes it.
private func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = "/tmp/embedded-postgres-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
}

/// Runs statements with psql, the server's own client, and returns what they select.
@discardableResult
private func sql(_ statements: String, _ url: String) async throws -> String {
    let result = try await Subprocess.run(
        .name("psql"),
        arguments: ["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", statements],
        output: .string(limit: 65536),
        error: .string(limit: 65536)
    )
    guard result.terminationStatus.isSuccess else { throw SQLFailure(text: result.standardError) }
    return result.standardOutput
}

private struct SQLFailure: Error {
    let text: String
}
