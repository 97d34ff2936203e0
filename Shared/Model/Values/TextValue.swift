/// A value with exactly one text form, plain ASCII that needs no escaping in JSON.
///
/// Parsing is strict and answers nil for anything else; `description` is that text form.
public protocol TextValue: Sendable, Hashable, LosslessStringConvertible {
    /// Parses the text form from UTF-8.
    init?(utf8: UnsafeRawBufferPointer)
    /// Appends the text form.
    func write(into bytes: inout [UInt8])
}

extension TextValue {
    /// Parses the text form.
    public init?(_ description: String) {
        var text = description
        guard let value = text.withUTF8({ Self(utf8: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = value
    }

    /// The text form.
    public var description: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(40)
        self.write(into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text form as a JSON string.
    public var json: JSON { .string(self.description) }
}
