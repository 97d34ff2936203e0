/// A collection of a service as people name it, for example `partners/institutions`.
public struct CollectionPath: Sendable, Equatable {
    /// The path below the address of the services.
    public let path: String

    /// Reads `service/collection`.
    ///
    /// - Throws: ``CommandError`` when it has another form.
    public init(_ text: String) throws(CommandError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy { byte in
                    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "-")
                        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                }
        }
        guard parts.count == 2, isPlain else {
            throw CommandError(
                .usage, "\"\(text)\" names no collection; write service/collection: partners/institutions")
        }
        self.path = "/\(parts[0])/v1/\(parts[1])"
    }
}
