/// The text form of a one-dimensional PostgreSQL array, built element by element.
struct ArrayLiteral {
    private var bytes: [UInt8] = [UInt8(ascii: "{")]

    /// The literal with its closing brace.
    var finished: [UInt8] {
        self.bytes + [UInt8(ascii: "}")]
    }

    /// Appends an element; nil is NULL. Everything is quoted, so that no text can look like NULL or a delimiter.
    mutating func append(_ element: [UInt8]?) {
        if self.bytes.count > 1 {
            self.bytes.append(UInt8(ascii: ","))
        }
        guard let element else {
            self.bytes.append(contentsOf: "NULL".utf8)
            return
        }
        self.bytes.append(UInt8(ascii: "\""))
        for byte in element {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                self.bytes.append(UInt8(ascii: "\\"))
            }
            self.bytes.append(byte)
        }
        self.bytes.append(UInt8(ascii: "\""))
    }
}
