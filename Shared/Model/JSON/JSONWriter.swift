/// Writes JSON into one growing buffer of bytes, placing commas by itself.
///
///     var writer = JSONWriter()
///     writer.beginObject()
///     writer.key("name")
///     writer.string("成都信息工程大学")
///     writer.endObject()
///
/// Calls must follow the grammar (a key before each value in an object); the writer does not check it beyond an
/// assertion that every bracket is closed.
public struct JSONWriter: Sendable {
    /// What has been written so far.
    public private(set) var bytes: [UInt8]
    private var needsComma = false
    private var depth = 0

    /// Makes a writer with room for `capacity` bytes.
    public init(capacity: Int = 256) {
        self.bytes = []
        self.bytes.reserveCapacity(capacity)
    }

    /// Forgets what was written and keeps the memory.
    public mutating func removeAll() {
        self.bytes.removeAll(keepingCapacity: true)
        self.needsComma = false
        self.depth = 0
    }

    /// What has been written, as text.
    public var text: String { String(decoding: self.bytes, as: UTF8.self) }

    @inline(__always)
    private mutating func separate() {
        if self.needsComma { self.bytes.append(UInt8(ascii: ",")) }
        self.needsComma = true
    }

    private mutating func begin(_ bracket: UInt8) {
        self.separate()
        self.bytes.append(bracket)
        self.needsComma = false
        self.depth += 1
    }

    private mutating func end(_ bracket: UInt8) {
        self.depth -= 1
        assert(self.depth >= 0, "more brackets closed than opened")
        self.bytes.append(bracket)
        self.needsComma = true
    }

    /// Opens an object.
    public mutating func beginObject() {
        self.begin(UInt8(ascii: "{"))
    }

    /// Closes an object.
    public mutating func endObject() {
        self.end(UInt8(ascii: "}"))
    }

    /// Opens an array.
    public mutating func beginArray() {
        self.begin(UInt8(ascii: "["))
    }

    /// Closes an array.
    public mutating func endArray() {
        self.end(UInt8(ascii: "]"))
    }

    /// Writes the name of the member whose value follows.
    public mutating func key(_ key: String) {
        self.string(key)
        self.bytes.append(UInt8(ascii: ":"))
        self.needsComma = false
    }

    /// Writes a string.
    public mutating func string(_ value: String) {
        var value = value
        value.withUTF8 { self.string(utf8: UnsafeRawBufferPointer($0)) }
    }

    /// Writes a string from its UTF-8, which is copied and not checked.
    public mutating func string(utf8: UnsafeRawBufferPointer) {
        self.separate()
        self.bytes.append(UInt8(ascii: "\""))
        JSONEscaping.append(utf8, to: &self.bytes)
        self.bytes.append(UInt8(ascii: "\""))
    }

    /// Writes an integer.
    public mutating func integer(_ value: Int64) {
        self.separate()
        JSONEscaping.append(value, to: &self.bytes)
    }

    /// Writes an integer.
    public mutating func integer(_ value: Int) {
        self.integer(Int64(value))
    }

    /// Writes a number from its literal, which the caller vouches for.
    public mutating func number(literal: String) {
        self.separate()
        self.bytes.append(contentsOf: literal.utf8)
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) {
        self.separate()
        self.bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// Writes `null`.
    public mutating func null() {
        self.separate()
        self.bytes.append(contentsOf: "null".utf8)
    }

    /// Writes bytes that already are one JSON value.
    public mutating func raw(_ json: some Collection<UInt8>) {
        self.separate()
        self.bytes.append(contentsOf: json)
    }

    /// Writes bytes that already are one JSON value.
    public mutating func raw(_ json: UnsafeRawBufferPointer) {
        self.separate()
        self.bytes.append(contentsOf: json)
    }

    /// Writes an object that is given as JSON text, and further members after its own.
    ///
    /// - Parameters:
    ///   - object: one JSON object without white space around it.
    ///   - members: writes the further members.
    public mutating func object(extending object: UnsafeRawBufferPointer, _ members: (inout JSONWriter) -> Void) {
        self.separate()
        self.bytes.append(contentsOf: object.dropLast())
        self.depth += 1
        self.needsComma = object.count > 2
        members(&self)
        self.endObject()
    }

    /// Writes a value with its own text form, between quotes.
    public mutating func string(_ value: some TextValue) {
        self.separate()
        self.bytes.append(UInt8(ascii: "\""))
        value.write(into: &self.bytes)
        self.bytes.append(UInt8(ascii: "\""))
    }
}
