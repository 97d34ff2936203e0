import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// Many readers of the stream, all in one thread: what they cost must not be taken for what the service costs.
final class StreamCrowd {
    private let descriptors: [Int32]
    /// The end of what each has read, in which the last event may begin.
    private var tails: [Int32: [UInt8]] = [:]

    /// Connects and asks; each is answered when it has the head of its answer.
    init(_ count: Int, port: Int, token: String) throws {
        let request = Array(
            """
            GET /events/v1/stream?after=now HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\
            Authorization: Bearer \(token)\r\n\r\n
            """.utf8)
        self.descriptors = try (0..<count).map { _ in try Self.connect(port, request) }
    }

    deinit {
        for descriptor in self.descriptors { close(descriptor) }
    }

    /// Reads until every reader has seen a text.
    ///
    /// - Returns: how many have, which are fewer when nothing has come for half a minute.
    func read(until text: String) -> Int {
        let wanted = Array(text.utf8)
        var waiting = Set(self.descriptors)
        var buffer = [UInt8](repeating: 0, count: 1 << 17)
        var polled = self.descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while !waiting.isEmpty {
            guard poll(&polled, nfds_t(polled.count), 30_000) > 0 else { break }
            for index in polled.indices where polled[index].revents != 0 {
                let descriptor = polled[index].fd
                let read = recv(descriptor, &buffer, buffer.count, 0)
                guard read > 0 else {
                    // A negative number is not looked at.
                    polled[index].fd = -1
                    continue
                }
                let text = (self.tails[descriptor] ?? []) + buffer[..<read]
                // What is wanted comes last, so it is in the last of what has come.
                if Self.contains(text.suffix(4096), wanted) { waiting.remove(descriptor) }
                self.tails[descriptor] = Array(text.suffix(64))
            }
        }
        return self.descriptors.count - waiting.count
    }

    private static func contains(_ text: ArraySlice<UInt8>, _ part: [UInt8]) -> Bool {
        guard text.count >= part.count else { return false }
        return (text.startIndex...text.endIndex - part.count).contains {
            text[$0..<$0 + part.count].elementsEqual(part)
        }
    }

    private static func connect(_ port: Int, _ request: [UInt8]) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0, send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            throw CocoaError(.fileReadUnknown)
        }
        return descriptor
    }
}
