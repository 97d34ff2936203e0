import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import Synchronization

/// A real server that takes webhooks: it remembers what came, and answers as it is told.
final class Receiver: Sendable {
    /// A request as it came.
    struct Request: Sendable {
        let path: String
        let headers: [String: String]
        let body: [UInt8]

        var id: String { self.headers["webhook-id"] ?? "" }
        var text: String { String(decoding: self.body, as: UTF8.self) }
    }

    /// What to answer.
    struct Answer: Sendable {
        var status = 200
        var headers: [String: String] = [:]
        var body = "ok"
        /// Whether not to answer at all, until the other side gives up.
        var isSilent = false

        static func status(_ status: Int, _ headers: [String: String] = [:], body: String = "") -> Answer {
            Answer(status: status, headers: headers, body: body)
        }
        static let silence = Answer(isSilent: true)
    }

    private struct State {
        var requests: [Request] = []
        var answers: [Answer] = []
        var usual = Answer()
        var present = 0
        var most = 0
        var gate: AsyncStream<Void>?
    }

    let port: Int
    private let state: Mutex<State>

    private init(port: Int, state: State) {
        self.port = port
        self.state = Mutex(state)
    }

    var url: String { "http://127.0.0.1:\(self.port)/hook" }
    var requests: [Request] { self.state.withLock { $0.requests } }
    /// The most requests that were there at a time.
    var most: Int { self.state.withLock { $0.most } }

    /// The next answers, one each; after them the usual one.
    func answer(_ answers: Answer...) { self.state.withLock { $0.answers += answers } }
    func always(_ answer: Answer) { self.state.withLock { $0.usual = answer } }

    fileprivate func take(_ request: Request) -> Answer {
        self.state.withLock { state in
            state.requests.append(request)
            state.present += 1
            state.most = max(state.most, state.present)
            return state.answers.isEmpty ? state.usual : state.answers.removeFirst()
        }
    }

    fileprivate func leave() { self.state.withLock { $0.present -= 1 } }

    /// Lends a receiver; with TLS it is `receiver.test`.
    static func open(
        tls: Bool = false, _ body: @escaping @Sendable (Receiver) async throws -> Void,
    ) async throws {
        let holder = Mutex<Receiver?>(nil)
        let (ports, announce) = AsyncStream.makeStream(of: Int.self)
        let router = Router()
        router.on("**", method: .post) { request, _ in try await Self.respond(request, holder.withLock { $0 }) }
        router.on("**", method: .get) { request, _ in try await Self.respond(request, holder.withLock { $0 }) }
        var server = HTTPServerBuilder.http1()
        if tls {
            let certificate = try NIOSSLCertificate.fromPEMBytes(Array(TestCertificate.certificate.utf8))
            let key = try NIOSSLPrivateKey(bytes: Array(TestCertificate.key.utf8), format: .pem)
            server = try .tls(
                tlsConfiguration: .makeServerConfiguration(
                    certificateChain: certificate.map { .certificate($0) }, privateKey: .privateKey(key)))
        }
        var logger = Logger(label: "receiver")
        logger.logLevel = .critical
        let application = Application(
            router: router, server: server,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in announce.yield(channel.localAddress?.port ?? 0) }, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            defer { group.cancelAll() }
            for await port in ports {
                let receiver = Receiver(port: port, state: State())
                holder.withLock { $0 = receiver }
                try await body(receiver)
                break
            }
        }
    }

    private static func respond(_ request: Hummingbird.Request, _ receiver: Receiver?) async throws -> Response {
        guard let receiver else { return Response(status: .serviceUnavailable) }
        let body = try await request.body.collect(upTo: 1 << 20)
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        let answer = receiver.take(
            Request(path: request.uri.string, headers: headers, body: Array(body.readableBytesView)))
        defer { receiver.leave() }
        if answer.isSilent { try? await Task.sleep(for: .seconds(3600)) }
        var fields = HTTPFields()
        for (name, value) in answer.headers { fields[HTTPField.Name(name)!] = value }
        return Response(
            status: .init(code: answer.status), headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(string: answer.body)))
    }
}
