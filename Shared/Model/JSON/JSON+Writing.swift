extension JSON {
    /// The value as UTF-8 without white space, members in their own order.
    public var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.value(self)
        return writer.bytes
    }
}

extension JSON: CustomStringConvertible {
    /// The value as text without white space.
    public var description: String {
        String(decoding: self.bytes, as: UTF8.self)
    }
}
