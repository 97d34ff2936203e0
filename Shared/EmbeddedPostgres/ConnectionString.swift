/// Writes libpq connection URIs.
enum ConnectionString {
    static func url(socketFolder: String, database: String, user: String) -> String {
        "postgresql:///\(self.escaped(database))?host=\(self.escaped(socketFolder))"
            + "&port=\(ServerSettings.port)&user=\(self.escaped(user))"
    }

    /// Everything but RFC 3986's unreserved characters as percent escapes.
    static func escaped(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }
}
