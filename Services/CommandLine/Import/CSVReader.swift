/// Divides CSV text into records (RFC 4180): quoted fields may hold separators, quotes and line ends.
struct CSVReader {
    struct Record: Equatable {
        let line: Int
        let fields: [String]
    }

    private let bytes: [UInt8]
    private let separator: UInt8
    private var position = 0
    private var line = 1

    /// Takes the separator from the first line: the one of comma, semicolon and tab that is there most often.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let header = bytes.prefix { $0 != UInt8(ascii: "\n") }
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        let counts = candidates.map { candidate in header.count { $0 == candidate } }
        let best = counts.max() ?? 0
        self.separator = candidates[counts.firstIndex(of: best) ?? 0]
    }

    /// The next record that is not an empty line; nil at the end.
    mutating func next() throws(CommandError) -> Record? {
        while self.position < self.bytes.count {
            let record = try self.record()
            if record.fields != [""] { return record }
        }
        return nil
    }

    private mutating func record() throws(CommandError) -> Record {
        let begin = self.line
        var fields: [String] = []
        while true {
            fields.append(try self.field())
            guard self.position < self.bytes.count else { break }
            let byte = self.bytes[self.position]
            self.position += 1
            if byte == self.separator { continue }
            if byte == UInt8(ascii: "\r"), self.position < self.bytes.count,
                self.bytes[self.position] == UInt8(ascii: "\n")
            {
                self.position += 1
            }
            self.line += 1
            break
        }
        return Record(line: begin, fields: fields)
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == self.separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    private mutating func field() throws(CommandError) -> String {
        guard self.position < self.bytes.count, self.bytes[self.position] == UInt8(ascii: "\"") else {
            let start = self.position
            while self.position < self.bytes.count, !self.isEnd(self.bytes[self.position]) { self.position += 1 }
            return String(decoding: self.bytes[start..<self.position], as: UTF8.self)
        }
        let begin = self.line
        var text: [UInt8] = []
        self.position += 1
        while self.position < self.bytes.count {
            let byte = self.bytes[self.position]
            self.position += 1
            if byte == UInt8(ascii: "\"") {
                guard self.position < self.bytes.count, self.bytes[self.position] == UInt8(ascii: "\"") else {
                    // Blanks between the closing quote and the separator are common and mean nothing.
                    while self.position < self.bytes.count, self.bytes[self.position] == UInt8(ascii: " ") {
                        self.position += 1
                    }
                    guard self.position == self.bytes.count || self.isEnd(self.bytes[self.position]) else {
                        throw CommandError(.badInput, "Line \(self.line): text follows a closing quote.")
                    }
                    return String(decoding: text, as: UTF8.self)
                }
                self.position += 1
            } else if byte == UInt8(ascii: "\n") {
                self.line += 1
            }
            text.append(byte)
        }
        throw CommandError(.badInput, "Line \(begin): a quoted field does not end.")
    }
}
