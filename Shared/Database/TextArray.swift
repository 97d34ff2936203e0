public import LibPQ

/// One column of many rows on its way to the server: a `text[]` in binary format, built value by value.
///
/// In this format nothing is quoted on our side and nothing parsed on the server's. A statement takes its rows as
/// `unnest($1, $2, ...)`, so that its text does not depend on how many there are, and casts the columns.
public struct TextArray: SQLBindable {
    /// `text[]`.
    public static let sqlType = OID.textArray

    /// Dimensions, whether there are NULLs, element type, length, lower bound (`array_recv` in arrayfuncs.c).
    private static let headerLength = 20

    private var bytes: [UInt8] = Array(repeating: 0, count: Self.headerLength)
    private var count: Int32 = 0
    private var containsNull = false

    /// An array without values.
    public init() {}

    /// Appends a text; nil is NULL.
    public mutating func append(_ text: String?) {
        guard var text else { return self.appendNull() }
        text.withUTF8 { self.append(utf8: UnsafeRawBufferPointer($0)) }
    }

    /// Appends a text given as UTF-8; nil is NULL.
    public mutating func append(utf8 bytes: [UInt8]?) {
        guard let bytes else { return self.appendNull() }
        bytes.withUnsafeBytes { self.append(utf8: $0) }
    }

    /// Appends NULL.
    public mutating func appendNull() {
        self.append(number: -1)
        self.count += 1
        self.containsNull = true
    }

    private mutating func append(utf8: UnsafeRawBufferPointer) {
        self.append(number: Int32(clamping: utf8.count))
        self.bytes.append(contentsOf: utf8)
        self.count += 1
    }

    private mutating func append(number: Int32) {
        withUnsafeBytes(of: number.bigEndian) { self.bytes.append(contentsOf: $0) }
    }

    private mutating func set(_ number: Int32, at offset: Int) {
        withUnsafeBytes(of: number.bigEndian) { self.bytes.replaceSubrange(offset..<offset + 4, with: $0) }
    }

    /// Appends the whole array to a statement's values.
    public func bind(into parameters: inout Parameters) {
        var array = self
        array.set(1, at: 0)
        array.set(self.containsNull ? 1 : 0, at: 4)
        array.set(Int32(bitPattern: OID.text.rawValue), at: 8)
        array.set(self.count, at: 12)
        array.set(1, at: 16)
        parameters.append(binary: array.bytes, oid: .textArray)
    }
}
