import Dispatch
import Glibc

/// A client that says exactly what it is told to, over a socket of its own.
enum RawClient {
    /// Sends bytes and reads until the other side closes, nothing more comes, or `isEnough` says so.
    ///
    /// - Parameter more: what to go on sending as long as nothing has been answered.
    static func exchange(
        port: Int, _ request: [UInt8], thenRepeating more: [UInt8] = [], times: Int = 0,
        until isEnough: @escaping @Sendable (String) -> Bool = { _ in false },
    ) async -> (answer: String, sent: Int) {
        await withCheckedContinuation { continuation in
            // A thread of its own: these calls block, and the tasks of the server must not wait for them.
            DispatchQueue(label: "client").async {
                continuation.resume(returning: Self.block(port, request, more, times, isEnough))
            }
        }
    }

    private static func block(
        _ port: Int, _ request: [UInt8], _ more: [UInt8], _ times: Int, _ isEnough: (String) -> Bool,
    ) -> (answer: String, sent: Int) {
        guard let descriptor = Self.connect(port) else { return ("", 0) }
        defer { close(descriptor) }
        var sent = Self.write(request, to: descriptor)
        for _ in 0..<times {
            var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if Glibc.poll(&poll, 1, 0) > 0 { break }
            let count = Self.write(more, to: descriptor)
            guard count == more.count else { break }
            sent += count
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while !isEnough(String(decoding: answer, as: UTF8.self)) {
            var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            // Long enough for a busy machine; only a failing test waits for it.
            guard Glibc.poll(&poll, 1, 20_000) > 0 else { break }
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            answer += buffer[..<count]
        }
        return (String(decoding: answer, as: UTF8.self), sent)
    }

    /// What became of a connection.
    struct Ending: Sendable {
        var answer = ""
        /// Whether the other side closed it, rather than our patience being at its end.
        var isClosed = false
        /// How much of what was offered the other side took.
        var sent = 0
    }

    /// Sends the head and then again and again the same piece, whatever is answered, until the other side closes.
    ///
    /// - Parameter pause: milliseconds between the pieces.
    static func insist(port: Int, _ head: [UInt8], piece: [UInt8], pause: Int32) async -> Ending {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "client").async {
                continuation.resume(returning: Self.insistOnThread(port, head, piece, pause))
            }
        }
    }

    /// Sends bytes, says that there are no more, and reads until the other side closes.
    static func hangUp(port: Int, _ bytes: [UInt8]) async -> Ending {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "client").async {
                var ending = Ending()
                if let descriptor = Self.connect(port) {
                    ending.sent = Self.write(bytes, to: descriptor)
                    shutdown(descriptor, Int32(SHUT_WR))
                    var buffer = [UInt8](repeating: 0, count: 65536)
                    while !ending.isClosed {
                        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                        guard Glibc.poll(&poll, 1, 20_000) > 0 else { break }
                        let count = recv(descriptor, &buffer, buffer.count, 0)
                        ending.isClosed = count <= 0
                        if count > 0 { ending.answer += String(decoding: buffer[..<count], as: UTF8.self) }
                    }
                    close(descriptor)
                }
                continuation.resume(returning: ending)
            }
        }
    }

    /// Sends a request and reads nothing of the answer; says whether the other side ended the connection for that.
    static func ignoreAnswer(port: Int, _ request: [UInt8]) async -> Bool {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "client").async {
                guard let descriptor = Self.connect(port, keepingLittle: true) else {
                    continuation.resume(returning: false)
                    return
                }
                _ = Self.write(request, to: descriptor)
                // Asked for nothing, it still tells of an end that is not in good order.
                var poll = pollfd(fd: descriptor, events: 0, revents: 0)
                let isEnded = Glibc.poll(&poll, 1, 20_000) > 0
                close(descriptor)
                continuation.resume(returning: isEnded)
            }
        }
    }

    private static func insistOnThread(_ port: Int, _ head: [UInt8], _ piece: [UInt8], _ pause: Int32) -> Ending {
        var ending = Ending()
        guard let descriptor = Self.connect(port) else { return ending }
        defer { close(descriptor) }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        var pending = head[...]
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            var poll = pollfd(
                fd: descriptor, events: Int16(POLLIN) | (pending.isEmpty ? 0 : Int16(POLLOUT)), revents: 0)
            let count = Glibc.poll(&poll, 1, pending.isEmpty ? pause : 20_000)
            if count == 0 {
                pending = piece[...]
                continue
            }
            if poll.revents & Int16(POLLIN) != 0 {
                let received = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
                guard received > 0 else {
                    ending.isClosed = true
                    break
                }
                answer += buffer[..<received]
            } else if poll.revents & Int16(POLLOUT) != 0 {
                let sent = pending.withUnsafeBytes {
                    send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
                }
                guard sent > 0 else {
                    ending.isClosed = true
                    break
                }
                ending.sent += sent
                pending = pending.dropFirst(sent)
                if pending.isEmpty, pause == 0 { pending = piece[...] }
            } else {
                ending.isClosed = true
                break
            }
        }
        ending.answer = String(decoding: answer, as: UTF8.self)
        return ending
    }

    private static func connect(_ port: Int, keepingLittle: Bool = false) -> Int32? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if keepingLittle {
            var size: Int32 = 16384
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    /// Sends until everything is sent or an answer has come: a server that has refused reads no further, and sending to it
    /// would never end.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int {
        var sent = 0
        while sent < bytes.count {
            var poll = pollfd(fd: descriptor, events: Int16(POLLIN | POLLOUT), revents: 0)
            guard Glibc.poll(&poll, 1, 20_000) > 0, poll.revents & Int16(POLLIN) == 0 else { break }
            let count = bytes.withUnsafeBytes { buffer in
                buffer.baseAddress.map {
                    send(descriptor, $0 + sent, bytes.count - sent, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
                } ?? -1
            }
            guard count > 0 else { break }
            sent += count
        }
        return sent
    }
}
