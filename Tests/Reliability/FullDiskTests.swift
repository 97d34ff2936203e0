import Database
import Model
import NIOHTTP1
import ServiceKit
import TestSupport
import Testing

/// A database that has no room left.
@Suite("A full disk", .serialized, .timeLimit(.minutes(2)))
struct FullDiskTests {
    @Test(
        "what needs room is refused with the reason, what needs none is answered, and nothing is half-done",
        .enabled(
            if: SmallDisk.isPossible, "it mounts a small file system, which only root outside of a strict container may"
        ))
    func full() async throws {
        let cluster = try ThrowawayCluster()
        let disk = try SmallDisk(megabytes: 48)
        let owner = Pool(
            try ConnectionConfiguration(url: cluster.url, applicationName: "tests"), logger: TestDatabase.logger)
        try await owner.withConnection { connection in
            try await connection.script("CREATE TABLESPACE small LOCATION '\(disk.folder)'")
            try await connection.execute("CREATE DATABASE office TABLESPACE small")
        }
        let url = "postgresql://postgres@127.0.0.1:\(cluster.port)/office"
        var configuration = HostConfiguration(databaseURL: url, port: 0)
        configuration.connections = 3
        try await Station.open(configuration) { station in
            let first = try await station.send(.POST, Station.institutions, Station.institution("有空间"))
            #expect(first.status == 201, "\(first.text)")
            try disk.fill()
            let (kept, refusal) = try await self.createUntilRefused(station)
            self.requireFull(refusal, "en")
            #expect(refusal.json["detail"]?.stringValue?.contains("no space left") == true)
            let chinese = try await station.send(
                .POST, Station.institutions, Station.institution("满"), ["accept-language": "zh"])
            self.requireFull(chinese, "zh-CN")
            #expect(chinese.json["detail"]?.stringValue?.contains("没有剩余空间") == true)

            let rows = JSON.array((0..<700).map { Station.institution("导入 \($0)") })
            let imported = try await station.send(.POST, "\(Station.institutions)/import", rows)
            #expect(imported.status == 507, "\(imported.text)")
            let found = try await station.send(.GET, "\(Station.institutions)/\(first.id)")
            #expect(found.status == 200)
            #expect(try await station.send(.GET, "/partners/institutions", as: .browser).status == 200)
            #expect(try await station.send(.GET, "/events/v1/log?after=0").status == 200)
            let traces = try await Station.traces(url)
            #expect(traces == [kept + 1, kept + 1, kept + 1])

            try disk.clear()
            let after = try await station.send(.POST, Station.institutions, Station.institution("又有空间"))
            #expect(after.status == 201, "\(after.text)")
            let complete = try await station.send(.POST, "\(Station.institutions)/import", rows)
            #expect(complete.json["created"] == 700, "\(complete.text.prefix(500))")
            #expect(try await Station.traces(url) == [kept + 702, kept + 702, kept + 702])
            try await eventually("the log has everything") {
                try await station.send(.GET, "/events/v1/log?after=0&limit=1").json["head"]
                    == .integer(Int64(kept + 702))
            }
        }
        await owner.shutdown()
        try cluster.stop()
        try disk.unmount()
    }

    /// Pages that are begun still take some records.
    private func createUntilRefused(_ station: Station) async throws -> (kept: Int, refusal: Station.Answer) {
        for number in 0..<3000 {
            let answer = try await station.send(
                .POST, Station.institutions, Station.institution("第 \(number) 所"), ["accept-language": "en"])
            if answer.status != 201 { return (number, answer) }
        }
        throw NeverFull()
    }

    private func requireFull(_ answer: Station.Answer, _ language: String) {
        #expect(answer.status == 507, "\(answer.text)")
        #expect(answer.kind == "/problems/database-full", "\(answer.text)")
        #expect(answer.headers.first(name: "content-language") == language)
        #expect(answer.headers.first(name: "retry-after") != nil)
        for detail in ["base/", "relation", "53100", "could not extend"] {
            #expect(!answer.text.contains(detail), "\(answer.text)")
        }
    }

    private struct NeverFull: Error {}
}
