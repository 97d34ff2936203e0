extension String {
    /// The text with everything escaped that is not unreserved (RFC 3986, section 2.3), for the query of an address.
    public var queryEscaped: String {
        var result = ""
        for byte in self.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }
}

extension [(name: String, value: String)] {
    /// The pairs as the query of an address, without the question mark.
    public var queryString: String {
        self.map { "\($0.name.queryEscaped)=\($0.value.queryEscaped)" }.joined(separator: "&")
    }
}
