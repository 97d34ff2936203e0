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
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { return ("", 0) }
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
