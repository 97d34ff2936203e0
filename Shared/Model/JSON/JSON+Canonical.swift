extension JSON {
    /// The one spelling of this value, for content hashes.
    ///
    /// As RFC 8785: no white space, shortest escapes, members sorted by the UTF-16 code units of their keys. Numbers
    /// differ from that RFC on purpose: they are normalised as decimals (`1.50`, `15e-1` and `1.5` are one spelling),
    /// not rounded to floating point. Members with `null` stay; text is not normalised.
    public var canonicalBytes: [UInt8] {
        var writer = JSONWriter()
        self.writeCanonically(into: &writer)
        return writer.bytes
    }

    private func writeCanonically(into writer: inout JSONWriter) {
        switch self {
        case .null, .bool, .integer, .string:
            writer.value(self)
        case .number(let literal):
            writer.number(literal: DecimalLiteral.normalised(literal))
        case .array(let elements):
            writer.beginArray()
            for element in elements {
                element.writeCanonically(into: &writer)
            }
            writer.endArray()
        case .object(let object):
            writer.beginObject()
            let sorted = object.members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
            for member in sorted {
                writer.key(member.key)
                member.value.writeCanonically(into: &writer)
            }
            writer.endObject()
        }
    }
}
