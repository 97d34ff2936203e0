import Dispatch
import Glibc

/// Many readers of the stream of server-sent events at once, on plain sockets: one thread looks after all of them.
struct StreamCrowd: Sendable {
    /// A reader: the place it comes with, and what it is told.
    struct Reader: Sendable {
        let place: String
        var answer: [UInt8] = []

        /// The status of the answer; 0 when none came.
        var status: Int {
            let line = String(decoding: self.answer.prefix { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
            return line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        }

        /// The positions of the events that came, in the order in which they did.
        var positions: [Int] {
            String(decoding: self.answer, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap { line in
                line.hasPrefix("id: ") ? Int(line.dropFirst(4).prefix { $0.isNumber }) : nil
            }
        }
    }

    let port: UInt16
    let token: String

    /// Opens a stream for each place at the same time, and reads each until its end, a refusal, or the event of a position.
    ///
    /// Who is told that the service is busy comes again, as the answer says.
    func read(from places: [String], through last: Int) async -> [Reader] {
        var readers = await self.readOnce(places, through: last)
        for _ in 0..<10 {
            let busy = readers.indices.filter { readers[$0].status == 503 || readers[$0].status == 0 }
            if busy.isEmpty { break }
            for (index, reader) in zip(busy, await self.readOnce(busy.map { places[$0] }, through: last)) {
                readers[index] = reader
            }
        }
        return readers
    }

    private func readOnce(_ places: [String], through last: Int) async -> [Reader] {
        await withCheckedContinuation { continuation in
            // These calls block, and nobody else must wait for them.
            DispatchQueue(label: "crowd").async {
                continuation.resume(returning: self.block(places.map { Reader(place: $0) }, Array("id: \(last)".utf8)))
            }
        }
    }

    private func block(_ readers: [Reader], _ mark: [UInt8]) -> [Reader] {
        var readers = readers
        var polls = readers.map { pollfd(fd: self.open($0.place) ?? -1, events: Int16(POLLIN), revents: 0) }
        var buffer = [UInt8](repeating: 0, count: 65536)
        // Long enough for a machine that does much else; a test that passes does not wait for it.
        let end = ContinuousClock.now + .seconds(150)
        while polls.contains(where: { $0.fd >= 0 }), ContinuousClock.now < end {
            guard poll(&polls, UInt(polls.count), 1000) > 0 else { continue }
            for index in polls.indices where polls[index].fd >= 0 && polls[index].revents != 0 {
                let count = recv(polls[index].fd, &buffer, buffer.count, 0)
                let start = max(readers[index].answer.count - mark.count - 2, 0)
                if count > 0 { readers[index].answer += buffer[..<count] }
                if count <= 0 || Self.isEnough(readers[index].answer[start...], mark)
                    || Self.isRefusal(readers[index])
                {
                    close(polls[index].fd)
                    // Negative ones are passed over.
                    polls[index].fd = -1
                }
            }
        }
        for poll in polls where poll.fd >= 0 { close(poll.fd) }
        return readers
    }

    private static func isRefusal(_ reader: Reader) -> Bool {
        reader.answer.count > 12 && reader.status != 200 && reader.answer.suffix(1) == [UInt8(ascii: "}")]
    }

    /// Whether the mark stands at the beginning of a line, with the incarnation behind it.
    private static func isEnough(_ bytes: ArraySlice<UInt8>, _ mark: [UInt8]) -> Bool {
        let wanted = [UInt8(ascii: "\n")] + mark + [UInt8(ascii: "@")]
        return bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return false }
            var offset = 0
            while offset + wanted.count <= bytes.count,
                let line = memchr(start + offset, Int32(wanted[0]), bytes.count - wanted.count - offset + 1)
            {
                if memcmp(line, wanted, wanted.count) == 0 { return true }
                offset = UnsafeRawPointer(line) - start + 1
            }
            return false
        }
    }

    /// Opens a stream and leaves it to itself; the kernel is asked to keep little of what nobody reads.
    func open(_ place: String, keepingLittle: Bool = false) -> Int32? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        if keepingLittle {
            var size: Int32 = 16384
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = self.port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        let request = Array(
            """
            GET /events/v1/stream HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r
            Authorization: Bearer \(self.token)\r\nLast-Event-ID: \(place)\r\n\r\n
            """.utf8)
        guard connected == 0, send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            close(descriptor)
            return nil
        }
        return descriptor
    }
}
