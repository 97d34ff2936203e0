extension StringProtocol {
    /// The pairs of a form or of a query, in their order (URL Standard, section 5.1).
    ///
    /// Browsers write the query of a form the way they write its body, so a `+` is a space in both.
    var formPairs: [(name: String, value: String)] {
        self.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (name: parts[0].formDecoded, value: parts.count > 1 ? parts[1].formDecoded : "")
        }
    }

    /// The text of a form field: `+` is a space, `%XX` a byte.
    private var formDecoded: String {
        var bytes: [UInt8] = []
        var rest = Array(self.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                bytes.append(UInt8(ascii: " "))
            } else if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
