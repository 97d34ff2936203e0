extension [UInt8] {
    /// Appends a text as a JSON string, with its quotes (RFC 8259, section 7).
    mutating func append(jsonString text: String) {
        self.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                self.append(UInt8(ascii: "\\"))
                self.append(byte)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                self.append(contentsOf: #"\u00"#.utf8)
                self.append(digits[Int(byte >> 4)])
                self.append(digits[Int(byte & 0x0F)])
            default:
                self.append(byte)
            }
        }
        self.append(UInt8(ascii: "\""))
    }
}
