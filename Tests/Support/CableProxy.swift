import Glibc
import Synchronization

/// A TCP proxy in front of the test server, whose cable can be cut or left hanging.
///
/// Each direction of each connection has a thread that copies bytes; a test has few connections.
public final class CableProxy: Sendable {
    private enum Mode {
        case forwarding
        /// Nothing is accepted any more.
        case cut
        /// Connections are accepted and bytes swallowed, in both directions; nobody is told.
        case halfOpen
    }

    private struct State {
        var mode = Mode.forwarding
        /// The pairs of sockets in use; a pair is closed by whichever of its threads ends last.
        var pairs: [Pair] = []
        var accepted = 0
    }

    private final class Pair: Sendable {
        let client: Int32
        let server: Int32?

        init(client: Int32, server: Int32?) {
            self.client = client
            self.server = server
        }

        func shutDown() {
            shutdown(self.client, Int32(SHUT_RDWR))
            if let server = self.server { shutdown(server, Int32(SHUT_RDWR)) }
        }

        deinit {
            Glibc.close(self.client)
            if let server = self.server { Glibc.close(server) }
        }
    }

    /// Where the proxy listens, on 127.0.0.1.
    public let port: UInt16
    private let listener: Int32
    private let target: UInt16
    private let state = Mutex(State())

    /// Listens in front of a port of 127.0.0.1.
    public init(target: UInt16) throws {
        (self.listener, self.port) = try Sockets.listen()
        self.target = target
        Self.startThread { [listener] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { break }
                self.serve(client)
            }
            Glibc.close(listener)
        }
    }

    /// Listens in front of a database and rewrites its address.
    public convenience init(for database: TestDatabase) throws {
        guard let port = database.port else { throw TestClusterError(description: "the server has no TCP port here") }
        try self.init(target: port)
    }

    /// How many connections have been accepted so far.
    public var accepted: Int { self.state.withLock { $0.accepted } }

    /// Ends all connections and refuses new ones.
    public func cut() {
        self.enter(.cut)?.forEach { $0.shutDown() }
    }

    /// Keeps all connections, and takes new ones, but lets nothing through.
    public func hang() {
        _ = self.enter(.halfOpen)
    }

    /// Lets new connections through again.
    ///
    /// Those that hung are ended.
    public func restore() {
        self.enter(.forwarding)?.forEach { $0.shutDown() }
    }

    /// Slips the server a message on every connection, as if the client had sent it.
    ///
    /// Clients drop an answer that they have not asked for.
    public func inject(_ message: [UInt8]) {
        for pair in self.state.withLock({ $0.pairs }) {
            guard let server = pair.server else { continue }
            _ = message.withUnsafeBytes { send(server, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        }
    }

    /// Ends everything.
    public func close() {
        self.cut()
        shutdown(self.listener, Int32(SHUT_RDWR))
    }

    private func enter(_ mode: Mode) -> [Pair]? {
        self.state.withLock { state in
            state.mode = mode
            guard mode != .halfOpen else { return nil }
            defer { state.pairs.removeAll() }
            return state.pairs
        }
    }

    private func serve(_ client: Int32) {
        let mode = self.state.withLock { state in
            state.accepted += 1
            return state.mode
        }
        switch mode {
        case .cut: Glibc.close(client)
        case .halfOpen: self.state.withLock { $0.pairs.append(Pair(client: client, server: nil)) }
        case .forwarding:
            guard let server = Sockets.connect(port: self.target) else {
                Glibc.close(client)
                return
            }
            let pair = Pair(client: client, server: server)
            let isWelcome = self.state.withLock { state in
                guard state.mode == .forwarding else { return false }
                state.pairs.append(pair)
                return true
            }
            guard isWelcome else { return }
            Self.startThread { self.copy(from: client, to: server, of: pair) }
            Self.startThread { self.copy(from: server, to: client, of: pair) }
        }
    }

    private func copy(from source: Int32, to target: Int32, of pair: Pair) {
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = recv(source, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            // Bytes read after the cable went dead are lost in it.
            guard self.state.withLock({ $0.mode }) == .forwarding else { continue }
            var sent = 0
            while sent < count {
                let written = buffer.withUnsafeBytes { bytes in
                    send(target, bytes.baseAddress.map { $0 + sent }, count - sent, Int32(MSG_NOSIGNAL))
                }
                guard written > 0 else { break }
                sent += written
            }
            if sent < count { break }
        }
        // A hanging cable does not even pass on that somebody hung up.
        if self.state.withLock({ $0.mode }) != .halfOpen { pair.shutDown() }
    }

    private static func startThread(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(Body(run: body))
        pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context.toOpaque())
        pthread_detach(thread)
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }
}
