import Model

/// Divides JSON text into its rows without reading them.
enum JSONRows {
    /// Newline-delimited JSON: an object a line.
    static func readLines(_ bytes: [UInt8], into rows: inout RowCollector) throws(TableError) {
        var line = 0
        var start = 0
        while start < bytes.count {
            line += 1
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let text = bytes[start..<end]
            start = end + 1
            if !text.allSatisfy(Self.isBlank) { try rows.add(line: line, json: text) }
        }
    }

    /// An array of objects, or a sequence of objects that may have several lines each.
    static func read(_ bytes: [UInt8], into rows: inout RowCollector) throws(TableError) {
        var scan = JSONRowScan(bytes)
        var element = 0
        while let row = try scan.next() {
            element += 1
            // The elements of an array may all stand on one line.
            try rows.add(line: row.line, element: scan.isArray ? element : nil, json: bytes[row.range])
        }
    }

    static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}

/// Finds the rows of a JSON text one after the other, by their brackets.
private struct JSONRowScan {
    private let bytes: [UInt8]
    let isArray: Bool
    private var position = 0
    private var line = 1
    private var isClosed = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        self.isArray = bytes.first { !JSONRows.isBlank($0) } == UInt8(ascii: "[")
    }

    /// The next row; nil at the end.
    mutating func next() throws(TableError) -> (line: Int, range: Range<Int>)? {
        if self.isArray, self.position == 0 {
            self.skipBlanks()
            self.position += 1
        }
        self.skipBlanks(andCommas: true)
        guard self.position < self.bytes.count else {
            if self.isArray, !self.isClosed { throw self.cutOff(at: self.line) }
            return nil
        }
        // After the array there is nothing more: a second one would be lost without a word.
        if self.isClosed { throw TableError(.form, .afterTheArray(self.line)) }
        if self.isArray, self.bytes[self.position] == UInt8(ascii: "]") {
            self.position += 1
            self.isClosed = true
            return try self.next()
        }
        let begin = (line: self.line, offset: self.position)
        try self.skipValue(from: begin.line)
        return (begin.line, begin.offset..<self.position)
    }

    private func cutOff(at line: Int) -> TableError { TableError(.form, .cutOff(line)) }

    private mutating func skipBlanks(andCommas: Bool = false) {
        while self.position < self.bytes.count {
            let byte = self.bytes[self.position]
            guard JSONRows.isBlank(byte) || (andCommas && !self.isClosed && byte == UInt8(ascii: ",")) else { return }
            if byte == UInt8(ascii: "\n") { self.line += 1 }
            self.position += 1
        }
    }

    /// Walks to the end of an object or list, or of whatever else stands where a row should.
    private mutating func skipValue(from begin: Int) throws(TableError) {
        var depth = 0
        repeat {
            guard self.position < self.bytes.count else { throw self.cutOff(at: begin) }
            let byte = self.bytes[self.position]
            switch byte {
            case UInt8(ascii: "\""): try self.skipString(from: begin)
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                self.position += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                self.position += 1
            default:
                if byte == UInt8(ascii: "\n") { self.line += 1 }
                self.position += 1
                if depth == 0 { self.skipWord() }
            }
        } while depth > 0
    }

    /// A number or a literal among the rows; it is then reported as no object.
    private mutating func skipWord() {
        while self.position < self.bytes.count {
            let byte = self.bytes[self.position]
            if JSONRows.isBlank(byte) || Array(",]}[{\"".utf8).contains(byte) { return }
            self.position += 1
        }
    }

    private mutating func skipString(from begin: Int) throws(TableError) {
        self.position += 1
        while self.position < self.bytes.count {
            let byte = self.bytes[self.position]
            self.position += 1
            switch byte {
            case UInt8(ascii: "\\"): self.position += 1
            case UInt8(ascii: "\n"): self.line += 1
            case UInt8(ascii: "\""): return
            default: break
            }
        }
        throw self.cutOff(at: begin)
    }
}

extension Label {
    fileprivate static func cutOff(_ line: Int) -> Label {
        Label(zh: "JSON 在第 \(line) 行开始的值中间中断", en: "The JSON text ends in the middle of a value: line \(line)")
    }
    fileprivate static func afterTheArray(_ line: Int) -> Label {
        Label(zh: "第 \(line) 行：JSON 数组之后还有内容", en: "Line \(line): something follows the JSON array")
    }
}
