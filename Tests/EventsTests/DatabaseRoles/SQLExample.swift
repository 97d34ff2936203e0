import Database
import Foundation
import LibPQ
import TestSupport

/// One of the examples in `Services/Events/SQL`, as an integrator runs it: with a password, in a process of its own.
struct SQLExample: Sendable {
    /// The name of its subscription.
    let name: String
    private let words: [String]
    private let environment: [String: String]

    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let folder = Self.root.appending(path: "Services/Events/SQL").path
    private static let modules = Self.root.appending(path: ".build/node")

    static let shell = SQLExample(name: "shell", words: ["/bin/sh", "\(Self.folder)/receive.sh"], environment: [:])
    static let python = SQLExample(
        name: "python", words: [PythonLibraries.interpreter, "\(Self.folder)/receive.py"], environment: [:])

    /// The example for Node.js, copied to where its import finds the driver.
    static func node() throws -> SQLExample {
        try SQLExample(
            name: "node",
            words: [
                "/usr/bin/env", "node",
                Self.copy("receive.mjs"),
            ], environment: ["NODE_PATH": Self.modules.appending(path: "node_modules").path])
    }

    static let hasNode = FileManager.default.fileExists(
        atPath: Self.modules.appending(path: "node_modules/pg/package.json").path)
    static let nodeAbsence = "Node.js or Debian's package node-pg is not in .build/node"

    private static func copy(_ file: String) throws -> String {
        let text = try String(contentsOfFile: "\(Self.folder)/\(file)", encoding: .utf8)
        let copy = Self.modules.appending(path: "\(UUID().uuidString)-\(file)")
        try text.write(to: copy, atomically: true, encoding: .utf8)
        return copy.path
    }

    /// How many of its lines are neither empty nor a comment.
    static func length(of file: String) throws -> Int {
        try String(contentsOfFile: "\(Self.folder)/\(file)", encoding: .utf8)
            .split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }
            .count { line in !["#", "//", "\"\"\"", "}"].contains { line.hasPrefix($0) } }
    }

    /// Starts it under a login; a session of its own, so that what it has started ends with it.
    func start(_ station: Station, as login: Login, log: String) throws -> pid_t {
        let settings = try ConnectionSettings(parsing: station.database.url)
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PG") }
        environment.merge(self.environment) { $1 }
        environment["PGHOST"] = "127.0.0.1"
        environment["PGPORT"] = settings["port"]
        environment["PGDATABASE"] = settings["dbname"]
        environment["PGUSER"] = login.role
        environment["PGPASSWORD"] = login.password
        return try Spawn.start(
            self.words, environment: environment.map { "\($0.key)=\($0.value)" }, output: .file(log),
            errors: .file(log + ".errors"), leadsSession: true)
    }

    /// Ends it as a power failure would.
    static func kill(_ process: pid_t) {
        _ = Glibc.kill(-process, SIGKILL)
        _ = Spawn.wait(for: process)
    }

    /// Clears what ``node()`` has copied.
    func clean() {
        if self.name == "node", let copy = self.words.last { try? FileManager.default.removeItem(atPath: copy) }
    }
}
