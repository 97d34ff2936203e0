import Database
import EventBus
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import NIOCore
import TestSupport
import Testing

@testable import ServiceKit

/// Somebody's rights change in one process, while another one remembers for an hour what they were.
@Suite("Revocation across processes")
struct RevocationTests {
    /// What becomes of a person's session or a token, and how it was done.
    enum Deed: String, CaseIterable {
        case tokenRevoked, personDisabled, sessionsEnded, signedOut, roleTaken, roleGiven, unitEnded, unitMoved
        case byHand
    }

    /// Another process on the same database, which hears unless told otherwise.
    private static func another(
        _ office: Office, direct: String? = nil, isListening: Bool = true,
        _ body: @escaping @Sendable (_ client: any TestClientProtocol, _ host: Host) async throws -> Void,
    ) async throws {
        var configuration = HostConfiguration(databaseURL: office.database.url, directURL: direct, port: 0)
        configuration.connections = 3
        configuration.actorLifetime = .seconds(3600)
        let host = try Host([Sample.definition], configuration: configuration, logger: TestDatabase.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            if isListening {
                group.addTask { try await host.bus.run() }
                try await eventually("the other process listens") { host.bus.isListening }
            }
            try await host.application().test(.router) { client in try await body(client, host) }
            group.cancelAll()
        }
    }

    private static func status(
        _ client: any TestClientProtocol, _ path: String = things, token: String? = nil, session: String? = nil,
        post: JSON? = nil,
    ) async throws -> Int {
        var headers: HTTPFields = [:]
        if let token { headers[.authorization] = "Bearer \(token)" }
        if let session {
            headers[.cookie] = "yizhan_session=\(session)"
            headers[.csrfToken] = Secret.forgeryToken(session: session)
        }
        if post != nil { headers[.contentType] = "application/json" }
        return try await client.executeRequest(
            uri: path, method: post == nil ? .get : .post, headers: headers,
            body: post.map { ByteBuffer(bytes: $0.bytes) }
        ).status.code
    }

    @Test("What is done in one process holds at once in the other", arguments: Deed.allCases)
    func heard(_ deed: Deed) async throws {
        try await University.open { office in
            let browser = try await Browser.signIn(office, as: "zhao")
            let token = try await office.token(.editor, "lab", name: "会过期的")
            let list = try await office.get(tokens).items
            let prefix = list.first { $0["name"] == "会过期的" }?["prefix"]?.stringValue ?? ""
            try await Self.another(office) { client, _ in
                // Whether the person or token may still make a thing where it could before, or could not.
                let unit = deed == .roleGiven || deed == .unitMoved ? "office" : "lab"
                @Sendable func make() async throws -> Int {
                    let input = Thing.input("跨进程", ["unit": .string(unit)])
                    return try await deed == .tokenRevoked
                        ? Self.status(client, token: token, post: input)
                        : Self.status(client, session: browser.secret, post: input)
                }
                let before = deed == .roleGiven || deed == .unitMoved ? 403 : 201
                #expect(try await make() == before)
                let after: Int
                switch deed {
                case .tokenRevoked:
                    after = 401
                    #expect(try await office.send(.delete, "\(tokens)/\(prefix)").status == 204)
                case .personDisabled:
                    after = 401
                    #expect(try await office.post("\(people)/zhao/transitions/disable").status == 200)
                case .sessionsEnded:
                    after = 401
                    #expect(try await office.send(.delete, "\(people)/zhao/sessions").status == 204)
                case .signedOut:
                    after = 401
                    let form = try await browser.formToken()
                    #expect(try await browser.submit("/sign-out", [], token: form).status == 303)
                case .roleTaken:
                    after = 403
                    #expect(try await office.send(.delete, "\(people)/zhao/grants/editor/lab").status == 204)
                case .roleGiven:
                    // Whoever holds the session held less when it began, and signs in anew.
                    after = 401
                    _ = try await office.post("\(people)/zhao/grants", ["role": "editor", "unit": "office"])
                case .unitEnded:
                    after = 403
                    let ended = try await office.patch("\(units)/lab", ["valid": ["to": "2020-01-01"]], "*")
                    #expect(ended.status == 200)
                case .unitMoved:
                    // The lab comes above the office, so who edits in the lab now edits in the office.
                    after = 201
                    #expect(try await office.patch("\(units)/lab", ["parent": "university"], "*").status == 200)
                    #expect(try await office.patch("\(units)/office", ["parent": "lab"], "*").status == 200)
                case .byHand:
                    after = 401
                    _ = try await office.owner.execute("UPDATE identity.people SET disabled_at = now()")
                }
                try await eventually("the other process has heard of it") { try await make() == after }
            }
        }
    }

    @Test("A process whose line is cut forgets what it knew, and hears again when the line is back")
    func cut() async throws {
        try await University.open { office in
            let proxy = try CableProxy(for: office.database)
            defer { proxy.close() }
            let direct = try office.database.url(through: proxy)
            let names = ["一", "二"]
            var secrets: [String] = []
            for name in names { secrets.append(try await office.token(.viewer, name: name)) }
            let list = try await office.get(tokens).items
            let prefixes = names.map { name in
                list.first { $0["name"]?.stringValue == name }?["prefix"]?.stringValue ?? ""
            }
            let (first, second) = (secrets[0], secrets[1])
            try await Self.another(office, direct: direct) { client, host in
                #expect(try await Self.status(client, token: first) == 200)
                proxy.cut()
                try await eventually("the line is found cut") { !host.bus.isListening }
                #expect(try await office.send(.delete, "\(tokens)/\(prefixes[0])").status == 204)
                try await eventually("nothing old is believed") { try await Self.status(client, token: first) == 401 }
                proxy.restore()
                try await eventually("it listens again") { host.bus.isListening }
                #expect(try await Self.status(client, token: second) == 200)
                #expect(try await office.send(.delete, "\(tokens)/\(prefixes[1])").status == 204)
                try await eventually("it hears again") { try await Self.status(client, token: second) == 401 }
            }
        }
    }

    @Test("A process that does not listen at all remembers for a moment only")
    func deaf() async throws {
        try await University.open { office in
            let token = try await office.token(.viewer, name: "聋")
            let list = try await office.get(tokens).items
            let prefix = list.first { $0["name"] == "聋" }?["prefix"]?.stringValue ?? ""
            try await Self.another(office, isListening: false) { client, _ in
                #expect(try await Self.status(client, token: token) == 200)
                #expect(try await office.send(.delete, "\(tokens)/\(prefix)").status == 204)
                try await eventually("it asks again") { try await Self.status(client, token: token) == 401 }
            }
        }
    }

    @Test("Signing in rings nothing; a change rings once")
    func quiet() async throws {
        try await University.open { office in
            let listener = Listener(
                try office.database.configuration, channels: ["yizhan_identity", "end"], logger: TestDatabase.logger)
            let events = listener.subscribe()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await listener.run() }
                var iterator = events.makeAsyncIterator()
                #expect(await iterator.next() == .resync)
                _ = try await Browser.signIn(office, as: "zhao")
                #expect(try await office.post("\(people)/zhao/transitions/disable").status == 200)
                _ = try await office.owner.execute("SELECT pg_notify('end', '')")
                #expect(await iterator.next() == .notification(channel: "yizhan_identity", payload: ""))
                #expect(await iterator.next() == .notification(channel: "end", payload: ""))
                group.cancelAll()
            }
        }
    }
}
