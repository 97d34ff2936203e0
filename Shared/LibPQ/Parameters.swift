/// The values of one statement, in one contiguous buffer, in the wire's text format unless said otherwise.
///
/// Text is what libpq reads up to a NUL, so each value ends with one; a NUL *inside* a text value cannot be sent
/// and is refused before anything goes out.
public struct Parameters: Sendable {
    struct Entry: Sendable {
        var oid: UInt32
        /// Where the value begins, or -1 for NULL.
        var offset: Int32
        var length: Int32
        var isBinary: Bool
    }

    var entries: [Entry] = []
    var bytes: [UInt8] = []
    /// The 1-based number of the first text value that contains NUL.
    private(set) var malformed: Int?

    /// No values.
    public init() {}

    /// How many values there are.
    public var count: Int { self.entries.count }

    /// Makes room, so that appending allocates once.
    public mutating func reserveCapacity(values: Int, bytes: Int) {
        self.entries.reserveCapacity(values)
        self.bytes.reserveCapacity(bytes)
    }

    /// Appends NULL.
    public mutating func appendNull(_ oid: OID) {
        self.entries.append(Entry(oid: oid.rawValue, offset: -1, length: 0, isBinary: false))
    }

    /// Appends text.
    ///
    /// A NUL inside is refused when the statement is sent, with code `encoding`.
    public mutating func append(text: String, oid: OID) {
        self.append(text: text.utf8, oid: oid)
    }

    /// Appends text given as UTF-8 bytes.
    public mutating func append(text: some Collection<UInt8>, oid: OID) {
        let offset = self.bytes.count
        self.bytes.append(contentsOf: text)
        self.close(from: offset, oid: oid)
    }

    /// Appends an integer in decimal, without a String in between.
    public mutating func append(integer: Int64, oid: OID) {
        let offset = self.bytes.count
        if integer < 0 { self.bytes.append(UInt8(ascii: "-")) }
        let first = self.bytes.count
        var rest = integer.magnitude
        repeat {
            self.bytes.append(UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0"))
            rest /= 10
        } while rest != 0
        self.bytes[first...].reverse()
        self.entries.append(
            Entry(
                oid: oid.rawValue, offset: Int32(truncatingIfNeeded: offset),
                length: Int32(truncatingIfNeeded: self.bytes.count - offset), isBinary: false)
        )
        self.bytes.append(0)
    }

    /// Appends bytes in the type's binary format: as they are for `bytea`.
    public mutating func append(binary: some Collection<UInt8>, oid: OID) {
        let offset = self.bytes.count
        self.bytes.append(contentsOf: binary)
        self.entries.append(
            Entry(
                oid: oid.rawValue, offset: Int32(clamping: offset), length: Int32(clamping: self.bytes.count - offset),
                isBinary: true)
        )
    }

    /// Appends all the values of another list.
    public mutating func append(contentsOf other: Parameters) {
        let shift = Int32(clamping: self.bytes.count)
        if let malformed = other.malformed, self.malformed == nil {
            self.malformed = self.count + malformed
        }
        self.bytes.append(contentsOf: other.bytes)
        for var entry in other.entries {
            if entry.offset >= 0 { entry.offset = entry.offset.addingReportingOverflow(shift).partialValue }
            self.entries.append(entry)
        }
    }

    private mutating func close(from offset: Int, oid: OID) {
        if self.malformed == nil, self.bytes[offset...].contains(0) {
            self.malformed = self.entries.count + 1
        }
        self.entries.append(
            Entry(
                oid: oid.rawValue, offset: Int32(clamping: offset), length: Int32(clamping: self.bytes.count - offset),
                isBinary: false)
        )
        self.bytes.append(0)
    }
}
