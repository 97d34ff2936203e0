import Database
import Foundation
import LibPQ
import Model
import TestSupport
import Testing

/// What the programs say when the world below them fails.
@Suite("Words for failures", .serialized)
struct FailureMessageTests {
    @Test("a database that does not answer is named in one line, without the password")
    func unreachable() async throws {
        let cluster = try ThrowawayCluster()
        try cluster.stop()
        let environment = [
            "YIZHAN_DATABASE_URL": "postgresql://office:geheim123@127.0.0.1:\(cluster.port)/yizhan",
            "LANG": "en_US.UTF-8",
        ]
        async let service = Program(name: "partners", environment: environment).run([])
        async let command = Program(name: "yizhan", environment: environment).run(["token", "list"])
        async let migration = Program(name: "yizhan", environment: environment).run(["migrate"])
        for outcome in try await [service, command, migration] {
            #expect(outcome.status != 0)
            let last = outcome.errors.split(separator: "\n").last ?? ""
            #expect(last.contains(": The database cannot be reached."), "\(outcome.errors)")
            #expect(last.contains("Connection refused"), "\(last)")
            #expect(!outcome.errors.contains("geheim123"))
            #expect(!outcome.errors.contains("Fatal"))
        }
    }

    @Test("an address that makes no sense is called that")
    func address() async throws {
        let environment = ["YIZHAN_DATABASE_URL": "nonsense geheim123"]
        let outcome = try await Program(name: "partners", environment: environment).run([])
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasPrefix("partners: The address of the database cannot be used"), "\(outcome.errors)")
        #expect(!outcome.errors.contains("geheim123"))
    }

    @Test(
        "a disk that fills up under an office ends it with the reason, and nothing that was saved is lost",
        .enabled(if: SmallDisk.isPossible, "it mounts a small file system, which takes root and the right to mount"))
    func fullDisk() async throws {
        let disk = try SmallDisk(megabytes: 200)
        // The office runs as root, its database does not.
        let folder = URL(filePath: "\(disk.folder)/data")
        let yizhan = Program(name: "yizhan", environment: ["YIZHAN_DATA": folder.path])
        let arguments = ["up", "--port", "\(Int.random(in: 20_000..<30_000))", "--data", folder.path, "--json"]
        try disk.fill()
        for extra in [[], ["--detach"]] {
            let refused = try await yizhan.run(arguments + extra)
            #expect(refused.status == 1)
            let last = refused.errors.split(separator: "\n").last ?? ""
            #expect(last.contains("No space is left on the disk"), "\(refused.errors)")
        }
        try disk.clear()

        let office = try yizhan.start(arguments)
        let client = try await FirstRoadTests.ready(office, folder, Int(arguments[2]) ?? 0)
        let agreements = Agreements(office: client)
        _ = try await agreements.institution(["zh": "满盘前的大学"], country: "DE")
        try disk.fill()
        try await Self.useUpTheLog(folder)
        let outcome = await office.outcome()
        #expect(outcome.status == 1)
        // The server below, which goes down with the office, may have a last word of its own.
        let end = outcome.errors.split(separator: "\n").suffix(4)
        #expect(end.contains { $0.contains("No space is left on the disk") }, "\(outcome.errors.suffix(600))")

        try disk.clear()
        let again = try yizhan.start(arguments)
        let later = try await FirstRoadTests.ready(again, folder, Int(arguments[2]) ?? 0)
        #expect(try await later.get("/partners/v1/institutions/count").json["count"] == 1)
        _ = try await Agreements(office: later).institution(["zh": "满盘后的大学"], country: "DE")
        again.signal(SIGTERM)
        #expect(await again.outcome().status == 0)
        try disk.unmount()
    }

    /// Makes the server begin new files of its log until it cannot.
    private static func useUpTheLog(_ folder: URL) async throws {
        let pool = Pool(
            try ConnectionConfiguration(
                url: "host=\(folder.path)/postgres/socket user=postgres dbname=yizhan", applicationName: "tests"),
            options: PoolOptions(maximum: 1, acquireTimeout: .seconds(1)), logger: TestDatabase.logger)
        do {
            for number in 0..<50 {
                try await pool.withConnection {
                    try await $0.script("CREATE TABLE x\(number) (); SELECT pg_switch_wal()")
                }
            }
        } catch is DatabaseError {
            // The server is gone, or refuses: in the end the former.
        }
        await pool.shutdown()
    }
}
