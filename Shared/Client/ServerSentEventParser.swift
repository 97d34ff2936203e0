/// Reads an event stream (HTML Living Standard, section 9.2.6) as it arrives, in pieces of any size.
package struct ServerSentEventParser: Sendable {
    /// One event of the stream.
    package struct Event: Sendable, Equatable {
        /// The last `id` seen, for `Last-Event-ID`.
        package let id: String?
        /// The name, `message` when none is given.
        package let name: String
        /// The data; its lines joined by newlines.
        package let data: String
    }

    /// The `id` in force at the last complete event: where a new connection goes on.
    package private(set) var lastEventID: String?
    /// How many milliseconds the server wants a client to wait before it connects again.
    package private(set) var retryMilliseconds: Int?

    /// The `id` last read; of an event that may never be complete.
    private var id: String?
    private var line: [UInt8] = []
    private var name = ""
    private var data: [String] = []
    private var skipsLineFeed = false
    private var isAtStart = true

    /// Makes a parser that goes on after an event.
    package init(lastEventID: String? = nil) {
        self.lastEventID = lastEventID
        self.id = lastEventID
    }

    /// Takes in some bytes and gives back the events that they complete.
    package mutating func feed(_ bytes: some Sequence<UInt8>) -> [Event] {
        var events: [Event] = []
        for byte in bytes {
            let follows = self.skipsLineFeed
            self.skipsLineFeed = false
            switch byte {
            case UInt8(ascii: "\n") where follows: break
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                self.skipsLineFeed = byte == UInt8(ascii: "\r")
                if let event = self.endLine() { events.append(event) }
            default: self.line.append(byte)
            }
        }
        return events
    }

    private mutating func endLine() -> Event? {
        if self.isAtStart, self.line.starts(with: [0xEF, 0xBB, 0xBF]) { self.line.removeFirst(3) }
        self.isAtStart = false
        defer { self.line.removeAll(keepingCapacity: true) }
        guard !self.line.isEmpty else { return self.dispatch() }
        let colon = self.line.firstIndex(of: UInt8(ascii: ":")) ?? self.line.endIndex
        let field = String(decoding: self.line[..<colon], as: UTF8.self)
        var rest = self.line[colon...].dropFirst()
        if rest.first == UInt8(ascii: " ") { rest = rest.dropFirst() }
        let value = String(decoding: rest, as: UTF8.self)
        switch field {
        case "event": self.name = value
        case "data": self.data.append(value)
        case "id" where !value.utf8.contains(0): self.id = value
        case "retry": self.retryMilliseconds = Int(value) ?? self.retryMilliseconds
        default: break
        }
        return nil
    }

    private mutating func dispatch() -> Event? {
        defer {
            self.name = ""
            self.data = []
        }
        self.lastEventID = self.id
        guard !self.data.isEmpty else { return nil }
        return Event(
            id: self.lastEventID,
            name: self.name.isEmpty ? "message" : self.name,
            data: self.data.joined(separator: "\n")
        )
    }
}
