extension Period: TextValue {
    /// Parses the canonical text of a PostgreSQL `daterange`: `[2024-01-01,2025-01-01)`, an open end left empty.
    public init?(utf8: UnsafeRawBufferPointer) {
        var reader = DigitReader(utf8)
        let bounded = reader.skip(UInt8(ascii: "["))
        guard bounded || reader.skip(UInt8(ascii: "(")) else { return nil }
        let from = reader.date()
        guard (from != nil) == bounded, reader.skip(UInt8(ascii: ",")) else { return nil }
        let to = reader.next == UInt8(ascii: ")") ? nil : reader.date()
        guard to != nil || reader.next == UInt8(ascii: ")"), reader.skip(UInt8(ascii: ")")), reader.isAtEnd else {
            return nil
        }
        self.init(from: from, to: to)
    }

    /// Appends the canonical text of a PostgreSQL `daterange`.
    public func write(into bytes: inout [UInt8]) {
        bytes.append(self.from == nil ? UInt8(ascii: "(") : UInt8(ascii: "["))
        self.from?.write(into: &bytes)
        bytes.append(UInt8(ascii: ","))
        self.to?.write(into: &bytes)
        bytes.append(UInt8(ascii: ")"))
    }
}
