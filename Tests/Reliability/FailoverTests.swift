import Database
import EventBus
import LibPQ
import Model
import NIOHTTP1
import ServiceKit
import TestSupport
import Testing

/// Two servers, of which one follows the other.
@Suite("A failover", .serialized, .timeLimit(.minutes(2)))
struct FailoverTests {
    @Test("services go on with the standby that was promoted, and nobody takes a standby for the place to listen")
    func failover() async throws {
        let primary = try ThrowawayCluster()
        let standby = try ThrowawayCluster.standby(of: primary)
        let listener = Listener(
            try ConnectionConfiguration(url: standby.url, applicationName: "tests"), channels: ["yizhan"],
            logger: TestDatabase.logger)
        let error = await #expect(throws: DatabaseError.self) { try await listener.rehearse() }
        #expect(error?.message == "the server is a standby")

        let url = """
            host=127.0.0.1,127.0.0.1 port=\(standby.port),\(primary.port) user=postgres dbname=postgres \
            target_session_attrs=read-write
            """
        var configuration = HostConfiguration(databaseURL: url, port: 0)
        configuration.connections = 3
        try await Station.open(configuration) { station in
            for number in 0..<5 {
                let answer = try await station.send(
                    .POST, Station.institutions, Station.institution("切换前 \(number)"))
                #expect(answer.status == 201, "\(answer.text)")
            }
            try await eventually("the bus listens") { station.host.bus.isListening }
            try await eventually("the standby has everything") {
                let sent = try await Station.number(
                    "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint", primary.url)
                let replayed = try await Station.number(
                    "SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint", standby.url)
                return replayed >= sent
            }
            try primary.stop()
            try await eventually("the loss is noticed") { !station.host.bus.isListening }
            try standby.promote()
            try await eventually("the services write again") {
                try await station.send(
                    .POST, Station.institutions, Station.institution("切换后"), ["idempotency-key": "failover"]
                ).status == 201
            }
            try await eventually("the bus listens on the new primary") { station.host.bus.isListening }
            var log = ""
            do {
                try await eventually("the log goes on where it was") {
                    let answer = try await station.send(.GET, "/events/v1/log?after=5")
                    log = answer.text
                    return answer.json["events"]?.arrayValue?.count == 1
                }
            } catch {
                Issue.record("\(log); \(try await Station.state(standby.url))")
                throw error
            }
            #expect(try await Station.traces(standby.url) == [6, 6, 6])
            try await eventually("mobility has heard of all") {
                try await Station.number("SELECT count(*) FROM mobility.heard_institutions", standby.url) == 6
            }
        }
        try await listener.rehearse()
        try standby.stop()
    }
}
