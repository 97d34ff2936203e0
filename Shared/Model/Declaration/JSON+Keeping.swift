extension JSON {
    /// Parses what somebody has sent to be kept.
    ///
    /// U+0000 is well-formed JSON, but PostgreSQL stores none in text: it is a mistake in a value, and said of that value.
    ///
    /// - Parameter place: where the bytes stand in what was sent, as a JSON pointer (RFC 6901).
    /// - Throws: ``JSONSyntaxError``, or ``ValidationError`` that names each value with U+0000.
    public init(keeping bytes: [UInt8], at place: String = "") throws {
        do throws(JSONSyntaxError) {
            self = try JSON(parsing: bytes)
        } catch {
            guard error.code == .nullCharacter else { throw error }
            var places: [String] = []
            try JSON(parsing: bytes, acceptsNull: true).findNull(at: place, &places)
            throw ValidationError(places.map { Issue($0, .controlCharacter, .controlCharacter(0)) })
        }
    }

    /// Notes where U+0000 stands: the value, or for a name the object that it belongs to.
    private func findNull(at place: String, _ places: inout [String]) {
        // Who has made so many mistakes has made one.
        guard places.count < 20 else { return }
        switch self {
        case .string(let text):
            if text.unicodeScalars.contains("\0") { places.append(place) }
        case .array(let elements):
            for (index, element) in elements.enumerated() { element.findNull(at: "\(place)/\(index)", &places) }
        case .object(let object):
            if object.contains(where: { $0.key.unicodeScalars.contains("\0") }) { places.append(place) }
            for member in object where !member.key.unicodeScalars.contains("\0") {
                member.value.findNull(at: "\(place)/\(member.key.escapedForPointer)", &places)
            }
        case .null, .bool, .integer, .number: break
        }
    }
}
