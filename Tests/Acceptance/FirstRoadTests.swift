import Foundation
import Model
import TestSupport
import Testing

/// The main job on real input: one command starts an office, ten thousand universities come in, an agreement is signed,
/// and another service and an integrator hear of it at once.
@Suite("The first road", .serialized)
struct FirstRoadTests {
    private static let universities = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "Data/universities.json").path

    @Test("one command starts an office, a second start reuses it, real universities come in once, and news travels")
    func theRoad() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "yizhan-road-\(UUID().uuidString.prefix(8))")
        let yizhan = Program(name: "yizhan", environment: ["YIZHAN_DATA": folder.path])
        defer { try? FileManager.default.removeItem(at: folder) }
        let port = Int.random(in: 20_000..<30_000)

        let office = try yizhan.start(["up", "--port", "\(port)", "--data", folder.path, "--json"])
        do {
            try await self.travel(office, yizhan, folder, port)
        } catch {
            office.signal(SIGTERM)
            _ = await office.outcome()
            throw error
        }
        office.signal(SIGINT)
        let outcome = await office.outcome()
        #expect(outcome.status == 0, "it should stop cleanly: \(outcome.errors)")
        try await self.startAgain(yizhan, folder, port)
    }

    private func travel(_ office: RunningProgram, _ yizhan: Program, _ folder: URL, _ port: Int) async throws {
        let client = try await Self.ready(office, folder, port)

        // 1. Real universities: a rehearsal changes nothing, the import takes all good rows, a repetition none.
        let arguments = ["import", "partners", "institution", Self.universities, "--map", "universities", "--json"]
        let rehearsal = try await self.summary(yizhan, arguments + ["--dry-run"])
        #expect(try await client.get("/partners/v1/institutions/count").json["count"] == 0)
        let first = try await self.summary(yizhan, arguments)
        let created = first["created"]?.integerValue ?? 0
        let rejected = Set((first["rejected"]?.arrayValue ?? []).compactMap { $0["line"]?.integerValue }).count
        let merged = (first["updated"]?.integerValue ?? 0) + (first["unchanged"]?.integerValue ?? 0)
        #expect(created > 10_200)
        #expect(Int(created) + Int(merged) + rejected == 10_251, "every row is accounted for")
        #expect(rehearsal["rejected"]?.arrayValue?.count == first["rejected"]?.arrayValue?.count)
        #expect((first["suspicious"]?.arrayValue ?? []).count >= 19, "the same-name pairs are reported")
        #expect(try await client.get("/partners/v1/institutions/count").json["count"] == .integer(created))
        let second = try await self.summary(yizhan, arguments)
        #expect(second["created"] == 0)
        #expect(try await client.get("/partners/v1/institutions/count").json["count"] == .integer(created))

        // 2. While an integrator follows the stream and somebody the command line, an agreement is signed.
        let agreements = Agreements(office: client)
        let kyoto = try await client.get("/partners/v1/institutions?q=Kyoto%20University&country=JP")
        let partner = try #require(kyoto.json["items"]?.arrayValue?.first?["id"]?.stringValue)
        let head = Int(try await client.get("/events/v1/log?limit=1").json["head"]?.integerValue ?? 0)
        let tail = try yizhan.start(["events", "tail", "--after", "\(head)", "--json"])
        async let heard = client.firstEvent(after: head) { $0.contains("partners.agreement.signed") }
        let signed = try await agreements.sign(
            with: partner, title: ["zh": "与京都大学的学生交换协议", "en": "Student exchange with Kyoto University"])
        #expect(signed.status == 200, "\(signed.json)")
        let frame = try #require(try await heard)
        #expect(frame.contains("与京都大学的学生交换协议"))
        try await eventually("the command line shows the signature") { tail.text.contains("partners.agreement.signed") }
        tail.signal(SIGTERM)
        _ = await tail.outcome()

        try await agreements.enterIntoForce(signed.id)

        // Mobility has its own copy, and judges a nomination by it.
        try await eventually("mobility has heard of the agreement") {
            let answer = try await agreements.nominate(signed.id, at: partner, name: "王小明")
            try answer.requireUnderstood()
            return answer.status == 201
        }

        // 3. A late joiner reads everything from the beginning.
        let log = try await client.get("/events/v1/log?after=0&limit=5000&type=partners.institution.created")
        #expect(log.json["events"]?.arrayValue?.first?["sequence"] == "1")
    }

    private func startAgain(_ yizhan: Program, _ folder: URL, _ port: Int) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let office = try yizhan.start(["up", "--port", "\(port)", "--data", folder.path, "--json"])
        let client = try await Self.ready(office, folder, port)
        print("A second start took \(clock.now - start)")
        let count = try await client.get("/partners/v1/institutions/count").json["count"]?.integerValue ?? 0
        #expect(count > 10_200, "the records are still there")
        office.signal(SIGTERM)
        #expect(await office.outcome().status == 0)
    }

    static func ready(_ office: RunningProgram, _ folder: URL, _ port: Int) async throws -> OfficeClient {
        try await eventually("the office is ready", within: .seconds(120)) {
            if !office.isRunning { throw Stopped(errors: office.complaints) }
            return office.text.contains("\n")
        }
        let token = try String(contentsOf: folder.appending(path: "cli-token"), encoding: .utf8)
        return OfficeClient(
            url: "http://127.0.0.1:\(port)", token: token.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private func summary(_ yizhan: Program, _ arguments: [String]) async throws -> JSON {
        let outcome = try await yizhan.run(arguments)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try JSON(parsing: outcome.output)
    }
}

/// A program ended that should be running.
struct Stopped: Error {
    let errors: String
}
