extension TextFormat {
    /// Whether a text that is not empty has this form.
    func accepts(_ text: String) -> Bool {
        switch self {
        case .line, .paragraphs: true
        case .url: Self.isWebAddress(text)
        case .email: Self.isEmail(text)
        case .sha256: text.utf8.count == 64 && text.utf8.allSatisfy(\.isLowerHex)
        case .orcid: Self.isORCID(text)
        case .unitCode: Self.isName(text, punctuation: "-")
        case .accountName: Self.isName(text, punctuation: "._@-")
        }
    }

    /// Begins with a letter or digit, and goes on with these or some punctuation; what stands in paths and commands.
    private static func isName(_ text: String, punctuation: String) -> Bool {
        let marks = Set(punctuation.utf8)
        func isPlain(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) }
        return text.utf8.first.map(isPlain) == true && text.utf8.allSatisfy { isPlain($0) || marks.contains($0) }
    }

    /// `http` or `https`, a host, and nothing that would have to be escaped (RFC 3986 section 3).
    private static func isWebAddress(_ text: String) -> Bool {
        let rest: Substring
        if text.hasPrefix("https://") {
            rest = text.dropFirst(8)
        } else if text.hasPrefix("http://") {
            rest = text.dropFirst(7)
        } else {
            return false
        }
        let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let forbidden: Set<Character> = [" ", "<", ">", "\"", "\\", "^", "`", "{", "|", "}"]
        return !host.isEmpty && !host.contains("@") && !rest.contains { forbidden.contains($0) || $0.isWhitespace }
    }

    /// One `@`, a local part of at most 64 octets, and a domain of at least two labels (RFC 5321 section 4.5.3.1).
    private static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count), parts[1].utf8.count <= 255 else { return false }
        guard !text.contains(where: { $0.isWhitespace || $0 == "<" || $0 == ">" || $0 == "," || $0 == ";" }) else {
            return false
        }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty && $0.utf8.count <= 63 }
    }

    /// Four groups of four digits, the last of which is a check digit by ISO 7064 MOD 11-2.
    private static func isORCID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 19, bytes[4] == 0x2D, bytes[9] == 0x2D, bytes[14] == 0x2D else { return false }
        let digits = bytes.filter { $0 != 0x2D }
        guard digits.count == 16, digits.dropLast().allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
        let total = digits.dropLast().reduce(0) { ($0 + Int($1 - 0x30)) * 2 }
        let check = (12 - total % 11) % 11
        return digits[15] == (check == 10 ? 0x58 : UInt8(0x30 + check))
    }
}

extension UInt8 {
    fileprivate var isLowerHex: Bool { (0x30...0x39).contains(self) || (0x61...0x66).contains(self) }
}
