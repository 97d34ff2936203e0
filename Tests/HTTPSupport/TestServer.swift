import NIOCore
public import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP server that answers one request after the other from a script, and keeps what it was asked.
public final class TestServer: Sendable {
    /// What it was asked.
    public struct Request: Sendable {
        /// Method, path and headers.
        public var head: HTTPRequestHead
        /// The body.
        public var body = ""
    }

    /// What it answers.
    public struct Reply: Sendable {
        let status: HTTPResponseStatus
        let type: String
        let body: String
        /// Cuts the connection in the middle of the answer.
        let isCut: Bool

        /// Makes an answer.
        public init(
            status: HTTPResponseStatus = .ok, type: String = "application/json", body: String = "", isCut: Bool = false,
        ) {
            self.status = status
            self.type = type
            self.body = body
            self.isCut = isCut
        }
    }

    private let replies: Mutex<[Reply]>
    private let received = Mutex<[Request]>([])

    private init(_ replies: [Reply]) {
        self.replies = Mutex(replies)
    }

    /// All requests so far.
    public var requests: [Request] { self.received.withLock { $0 } }

    /// Lends a server and its address; the last reply is given again and again.
    public static func with<Result>(
        _ replies: [Reply], _ body: (TestServer, String) async throws -> Result
    ) async throws -> Result {
        let server = TestServer(replies)
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(server: server))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port ?? 0
        do {
            let result = try await body(server, "http://127.0.0.1:\(port)")
            try await channel.close()
            return result
        } catch {
            try? await channel.close()
            throw error
        }
    }

    fileprivate func answer(_ request: Request) -> Reply {
        self.received.withLock { $0.append(request) }
        return self.replies.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    }
}

private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let server: TestServer
    private var request: TestServer.Request?

    init(server: TestServer) {
        self.server = server
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch self.unwrapInboundIn(data) {
        case .head(let head): self.request = TestServer.Request(head: head)
        case .body(let buffer): self.request?.body += String(buffer: buffer)
        case .end:
            guard let request = self.request else { return }
            let reply = self.server.answer(request)
            var head = HTTPResponseHead(version: .http1_1, status: reply.status)
            head.headers.add(name: "content-type", value: reply.type)
            if reply.isCut { head.headers.add(name: "transfer-encoding", value: "chunked") }
            context.write(self.wrapOutboundOut(.head(head)), promise: nil)
            context.write(self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: reply.body)))), promise: nil)
            if reply.isCut {
                context.flush()
                context.close(promise: nil)
            } else {
                context.writeAndFlush(self.wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }
}
