import Model

/// Divides CSV text into records (RFC 4180): quoted cells may hold separators, quotes and line ends.
struct CSVReader {
    struct Record: Equatable {
        /// The line on which it begins.
        let line: Int
        let cells: [String]
        /// Why it cannot be trusted, when its quotes make no sense.
        var fault: Label?
    }

    private let bytes: [UInt8]
    private let separator: UInt8
    private var position = 0
    private var line = 1
    private var fault: Label?

    /// Takes the separator from the first line: the one of comma, semicolon and tab that is there most often.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let header = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        let counts = candidates.map { candidate in header.count { $0 == candidate } }
        let best = counts.max() ?? 0
        self.separator = candidates[counts.firstIndex(of: best) ?? 0]
    }

    /// The next record that is not an empty line; nil at the end.
    mutating func next() -> Record? {
        while self.position < self.bytes.count {
            let record = self.record()
            if record.cells != [""] || record.fault != nil { return record }
        }
        return nil
    }

    private mutating func record() -> Record {
        let begin = self.line
        self.fault = nil
        var cells: [String] = []
        while true {
            cells.append(self.cell())
            guard self.position < self.bytes.count else { break }
            if self.bytes[self.position] == self.separator {
                self.position += 1
                // A separator at the very end of the file stands before one more, empty cell.
                if self.position == self.bytes.count { cells.append("") }
                continue
            }
            self.skipLineEnd()
            break
        }
        return Record(line: begin, cells: cells, fault: self.fault)
    }

    /// CR LF, LF and CR each end a line.
    private mutating func skipLineEnd() {
        let isPair =
            self.bytes[self.position] == UInt8(ascii: "\r") && self.position + 1 < self.bytes.count
            && self.bytes[self.position + 1] == UInt8(ascii: "\n")
        self.position += isPair ? 2 : 1
        self.line += 1
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

    private func isEnd(_ byte: UInt8) -> Bool { byte == self.separator || self.isLineEnd(byte) }

    private mutating func cell() -> String {
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
            if byte == UInt8(ascii: "\"") {
                self.position += 1
                guard self.position < self.bytes.count, self.bytes[self.position] == UInt8(ascii: "\"") else {
                    self.endQuotedCell()
                    return String(decoding: text, as: UTF8.self)
                }
                text.append(byte)
                self.position += 1
            } else if self.isLineEnd(byte) {
                let start = self.position
                self.skipLineEnd()
                text += self.bytes[start..<self.position]
            } else {
                text.append(byte)
                self.position += 1
            }
        }
        self.fault = .endlessQuote(begin)
        return ""
    }

    /// Blanks between the closing quote and the separator are common and mean nothing; anything else makes the record
    /// doubtful, and reading goes on with the next line.
    private mutating func endQuotedCell() {
        while self.position < self.bytes.count, self.bytes[self.position] == UInt8(ascii: " ") { self.position += 1 }
        guard self.position < self.bytes.count, !self.isEnd(self.bytes[self.position]) else { return }
        self.fault = .textAfterQuote
        while self.position < self.bytes.count, !self.isLineEnd(self.bytes[self.position]) { self.position += 1 }
    }
}

extension Label {
    fileprivate static let textAfterQuote = Label(
        zh: "右引号之后还有文字，本行未读取", en: "Text follows a closing quote; the row was not read")
    fileprivate static func endlessQuote(_ line: Int) -> Label {
        Label(
            zh: "第 \(line) 行开始的引号没有结束，从这里到文件末尾都未读取",
            en: "The quote that begins on line \(line) does not end; nothing from here to the end of the file was read")
    }
}
