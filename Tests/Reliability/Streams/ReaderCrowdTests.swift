import Foundation
import Glibc
import TestSupport
import Testing

/// More readers of the event stream than one would wish for, and worse ones.
@Suite("A crowd that reads the stream", .serialized, .timeLimit(.minutes(3)))
struct ReaderCrowdTests {
    @Test("comes back all at once, and each gets exactly what follows its place, or is told why not")
    func storm() async throws {
        try await EventsProgram.with { events in
            let readers = ProcessInfo.processInfo.environment["YIZHAN_LONG"] == nil ? 300 : 1000
            try await events.publish(40)
            let crowd = StreamCrowd(port: events.port, token: events.token)
            let places = (0..<readers).map { $0 % 40 }
            let first = await crowd.read(from: places.map { "\($0)" }, through: 40)
            #expect(zip(places, first).count { $1.positions != Array($0 + 1...40) } == 0)
            // All connections are gone; meanwhile there is news, and now and then somebody comes from elsewhere.
            try await events.publish(20)
            let strange = ["1000", "40@deadbeef", "7@", "最后"]
            let again = await crowd.read(
                from: (0..<readers).map { $0 % 50 == 0 ? strange[$0 / 50 % strange.count] : "40" }, through: 60)
            let strangers = again.indices.filter { $0 % 50 == 0 }.map { again[$0] }
            for stranger in strangers {
                #expect((400..<500).contains(stranger.status), "\(stranger.place): \(stranger.status)")
                #expect(stranger.positions.isEmpty)
            }
            let wrong = again.indices.filter { $0 % 50 != 0 && again[$0].positions != Array(41...60) }
            #expect(wrong == [], "\(wrong.prefix(3).map { (again[$0].status, again[$0].positions) })")
            #expect(events.program.isRunning)
        }
    }

    @Test("and does not read what it asked for costs the service next to nothing, and others do not wait for it")
    func slow() async throws {
        try await EventsProgram.with { events in
            let crowd = StreamCrowd(port: events.port, token: events.token)
            try await events.publish(10)
            _ = await crowd.read(from: ["0"], through: 10)
            let before = events.program.consumption.memory
            let idlers = (0..<30).compactMap { _ in crowd.open("0", keepingLittle: true) }
            defer { for idler in idlers { close(idler) } }
            #expect(idlers.count == 30)
            // Thirty times thirty mebibytes, if each had its own copy, in events of which few make a page.
            async let reading = crowd.read(from: ["0"], through: 160)
            try await events.publish(150, bytes: 200_000)
            let reader = await reading
            #expect(reader.first?.positions == Array(1...160))
            let after = events.program.consumption.memory
            #expect(after - before < 300, "\(before) MiB, then \(after)")
            // Nor does the service wait for them when it is asked to end: those who can come back have somewhere to go.
            events.program.signal(SIGTERM)
            try await eventually(within: .seconds(20)) { !events.program.isRunning }
        }
    }
}
