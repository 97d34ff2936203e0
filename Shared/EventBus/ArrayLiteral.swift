/// The text form of a one-dimensional PostgreSQL array, built element by element.
struct ArrayLiteral {
    private var bytes: [UInt8] = [UInt8(ascii: "{")]

    /// The literal with its closing brace.
    var finished: [UInt8] {
        self.bytes + [UInt8(ascii: "}")]
    }

    /// Appends a text; nil is NULL.
    ///
    /// Every text is quoted, so that none can look like NULL or a delimiter.
    mutating func append(_ element: String?) {
        guard var element else {
            self.appendNull()
            return
        }
        element.withUTF8 { self.append(quoting: UnsafeRawBufferPointer($0)) }
    }

    /// Appends a text given as bytes; nil is NULL.
    mutating func append(bytes element: [UInt8]?) {
        guard let element else {
            self.appendNull()
            return
        }
        element.withUnsafeBytes { self.append(quoting: $0) }
    }

    private mutating func appendNull() {
        self.separate()
        self.bytes.append(contentsOf: "NULL".utf8)
    }

    private mutating func append(quoting element: UnsafeRawBufferPointer) {
        self.separate()
        self.bytes.append(UInt8(ascii: "\""))
        var start = 0
        for (index, byte) in element.enumerated() where byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
            self.bytes.append(contentsOf: element[start..<index])
            self.bytes.append(UInt8(ascii: "\\"))
            start = index
        }
        self.bytes.append(contentsOf: element[start...])
        self.bytes.append(UInt8(ascii: "\""))
    }

    private mutating func separate() {
        if self.bytes.count > 1 {
            self.bytes.append(UInt8(ascii: ","))
        }
    }
}
