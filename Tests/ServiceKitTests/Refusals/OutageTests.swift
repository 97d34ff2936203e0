import Database
import Hummingbird
import HummingbirdTesting
import LibPQ
import Model
import NIOCore
import ServiceKit
import TestSupport
import Testing

@Suite("Without a database")
struct OutageTests {
    @Test("A database that is gone is a problem of a moment: nothing is half done, and all goes on when it is back")
    func outage() async throws {
        let cluster = try ThrowawayCluster()
        var configuration = HostConfiguration(databaseURL: cluster.url, port: 0)
        configuration.connections = 3
        let host = try Host([Sample.definition], configuration: configuration, logger: TestDatabase.logger)
        try await host.install()
        let token = try await host.identity.createToken(
            name: "admin", grants: [(role: .admin, unit: "university")], days: 1, by: "tests"
        ).text
        try await host.application().test(.router) { client in
            @Sendable func send(
                _ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil
            ) async throws -> Answer {
                Answer(
                    try await client.executeRequest(
                        uri: path, method: method,
                        headers: [.authorization: "Bearer \(token)", .contentType: "application/json"],
                        body: body.map { ByteBuffer(bytes: $0.bytes) }))
            }
            #expect(try await send(.post, things, Thing.input()).status == 201)
            #expect(try await send(.get, "/readyz").status == 200)
            // The test server does not wait for its disk: what has been committed shall be there after the crash.
            let owner = try Pool(
                ConnectionConfiguration(url: cluster.url, applicationName: "tests"), logger: TestDatabase.logger)
            _ = try await owner.execute("CHECKPOINT")
            await owner.shutdown()
            try cluster.stop()
            for (method, path, body) in [
                (.get, things, nil), (.post, things, Thing.input("停电")), (.get, "\(things)/count", nil),
                (.post, places, Place.input("停电")),
            ] as [(HTTPRequest.Method, String, JSON?)] {
                let answer = try await send(method, path, body)
                answer.requireProblem(503, "busy")
                #expect(answer.headers[.retryAfter] == "2")
            }
            #expect(try await send(.get, "/readyz").status == 503)
            #expect(try await send(.get, "/healthz").status == 200)
            try cluster.restart()
            try await eventually("the service is back") { try await send(.get, things).status == 200 }
            #expect(try await send(.get, things).items.count == 1)
            #expect(try await send(.post, things, Thing.input("来电")).status == 201)
            #expect(try await send(.get, "/readyz").status == 200)
        }
        try cluster.stop()
    }
}
