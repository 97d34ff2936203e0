/// Turns text into text of a page.
enum Escaping {
    /// Appends `text` with markup escaped, for content and for quoted attribute values alike.
    ///
    /// NUL is never text in a page (HTML Living Standard, 13.2.5) and becomes U+FFFD. Unless `keepingInvisible`, so do
    /// the other controls and the direction overrides by which a name can be made to read as another (Unicode Technical
    /// Report 36, section 2.10).
    static func append(_ text: String, keepingInvisible: Bool, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            var index = 0
            while index < utf8.count {
                var length = 1
                let replacement: StaticString?
                switch utf8[index] {
                case UInt8(ascii: "&"): replacement = "&amp;"
                case UInt8(ascii: "<"): replacement = "&lt;"
                case UInt8(ascii: ">"): replacement = "&gt;"
                case UInt8(ascii: "\""): replacement = "&quot;"
                case UInt8(ascii: "'"): replacement = "&#39;"
                case 0: replacement = "\u{FFFD}"
                case 0x09, 0x0A, 0x0D: replacement = nil
                case 0x01...0x1F, 0x7F: replacement = keepingInvisible ? nil : "\u{FFFD}"
                case 0xE2 where !keepingInvisible && self.isDirectionOverride(utf8, at: index):
                    replacement = "\u{FFFD}"
                    length = 3
                default: replacement = nil
                }
                if let replacement {
                    bytes.append(contentsOf: utf8[start..<index])
                    bytes.append(replacement)
                    start = index + length
                }
                index += length
            }
            bytes.append(contentsOf: utf8[start...])
        }
    }

    /// U+202A to U+202E are `E2 80 AA` to `E2 80 AE`, U+2066 to U+2069 are `E2 81 A6` to `E2 81 A9`.
    private static func isDirectionOverride(_ utf8: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard index + 2 < utf8.count else { return false }
        switch utf8[index + 1] {
        case 0x80: return (0xAA...0xAE).contains(utf8[index + 2])
        case 0x81: return (0xA6...0xA9).contains(utf8[index + 2])
        default: return false
        }
    }
}
