import Dispatch
import Glibc

/// Reads from a socket of its own what never ends.
enum SocketReader {
    static func read(port: Int, _ request: String, until isEnough: @escaping @Sendable (String) -> Bool) async -> String
    {
        await withCheckedContinuation { continuation in
            // A thread of its own: these calls block, and the tasks of the server must not wait for them.
            DispatchQueue(label: "reader").async {
                continuation.resume(returning: Self.block(port, Array(request.utf8), isEnough))
            }
        }
    }

    private static func block(_ port: Int, _ request: [UInt8], _ isEnough: (String) -> Bool) -> String {
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
        guard connected == 0, send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            return ""
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        let end = ContinuousClock.now + .seconds(30)
        while !isEnough(String(decoding: answer, as: UTF8.self)), ContinuousClock.now < end {
            var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            // Only a failing test waits for it.
            guard Glibc.poll(&poll, 1, 20_000) > 0 else { break }
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            answer += buffer[..<count]
        }
        return String(decoding: answer, as: UTF8.self)
    }
}
