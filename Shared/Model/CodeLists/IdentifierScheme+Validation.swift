extension IdentifierScheme {
    /// The one spelling of an identifier, or nil when it is none of this scheme.
    ///
    /// Forgiven: white space at the ends, letter case where the scheme has none, the web address under which the register
    /// shows the identifier, the separators of an ISNI, missing or surplus padding in an Erasmus code.
    public func normalise(_ value: String) -> String? {
        let text = value.trimmingASCIISpace
        switch self {
        case .ror: return Self.ror(text)
        case .schac: return Self.domain(text.lowercased())
        case .pic: return text.isDigits(9...9) ? text : nil
        case .erasmus: return Self.erasmusCode(text.uppercased())
        case .erasmusCharter: return Self.charter(text.uppercased())
        case .whed:
            let number = text.uppercased().removing(prefixes: ["IAU-"])
            return number.isDigits(6...6) ? "IAU-\(number)" : nil
        case .isni:
            let characters = text.uppercased()
                .removing(prefixes: ["HTTPS://ISNI.ORG/ISNI/", "HTTP://ISNI.ORG/ISNI/", "HTTP://WWW.ISNI.ORG/ISNI/"])
                .filter { $0 != " " && $0 != "-" }
            return CheckCharacters.isMod11Radix2(characters, count: 16) ? characters : nil
        case .wikidata:
            let item = text.removing(prefixes: [
                "https://www.wikidata.org/wiki/", "http://www.wikidata.org/entity/", "https://www.wikidata.org/entity/",
            ]).uppercased()
            let number = item.dropFirst()
            return item.hasPrefix("Q") && String(number).isDigits(1...12) && !number.hasPrefix("0") ? item : nil
        case .grid: return Self.grid(text.lowercased())
        case .crossrefFunder:
            let number = text.lowercased().removing(prefixes: [
                "https://doi.org/10.13039/", "http://dx.doi.org/10.13039/", "http://doi.org/10.13039/",
                "doi:10.13039/", "10.13039/",
            ])
            return number.isDigits(6...15) ? "10.13039/\(number)" : nil
        case .moe: return text.isDigits(10...10) ? text : nil
        }
    }

    /// What is wrong with `value`, in words, or nil when it is an identifier of this scheme.
    public func validate(_ value: String) -> Label? {
        self.normalise(value) == nil ? self.rule : nil
    }

    /// Zero, six characters of Crockford's base 32, two check digits (ISO 7064 MOD 97-10 over the number they spell).
    private static func ror(_ text: String) -> String? {
        let id = text.lowercased().removing(prefixes: ["https://ror.org/", "http://ror.org/", "ror.org/"])
        let bytes = Array(id.utf8)
        guard bytes.count == 9, bytes[0] == UInt8(ascii: "0") else { return nil }
        var number = 0
        for byte in bytes[1..<7] {
            guard let digit = CheckCharacters.crockfordDigit(byte) else { return nil }
            number = number * 32 + digit
        }
        guard let tens = ASCII.decimalDigit(bytes[7]), let ones = ASCII.decimalDigit(bytes[8]),
            98 - number * 100 % 97 == Int(tens) * 10 + Int(ones)
        else { return nil }
        return "https://ror.org/\(id)"
    }

    /// A host name with at least two labels (RFC 1123).
    private static func domain(_ text: String) -> String? {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, text.utf8.count <= 253 else { return nil }
        let areLabels = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy {
                    $0.isLowerLetter || ASCII.decimalDigit($0) != nil || $0 == UInt8(ascii: "-")
                }
        }
        let topLevel = labels.last ?? ""
        let hasTopLevel = topLevel.utf8.count >= 2 && topLevel.utf8.first.map(\.isLowerLetter) == true
        return areLabels && hasTopLevel ? text : nil
    }

    /// One to three letters of the country padded to three places, up to eight of the town, two digits.
    private static func erasmusCode(_ text: String) -> String? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: true)
        let country: String
        let rest: String
        if parts.count > 1, let first = parts.first {
            country = String(first)
            rest = parts.dropFirst().joined()
        } else if text.hasPrefix("IRL") || text.hasPrefix("LUX") {
            // Only three letters leave no room for the space that divides the parts.
            country = String(text.prefix(3))
            rest = String(text.dropFirst(3))
        } else {
            return nil
        }
        let town = rest.dropLast(2)
        guard (1...3).contains(country.utf8.count), country.utf8.allSatisfy(\.isUpperLetter),
            (1...8).contains(town.utf8.count),
            town.utf8.allSatisfy({ $0.isUpperLetter || $0 == UInt8(ascii: "-") }),
            String(rest.suffix(2)).isDigits(2...2)
        else { return nil }
        return country + String(repeating: " ", count: 3 - country.utf8.count) + rest
    }

    private static func charter(_ text: String) -> String? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isNumber = parts.first.map { String($0).isDigits(4...12) } ?? false
        let areWords = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { $0.isUpperLetter || ASCII.decimalDigit($0) != nil }
        }
        return isNumber && areWords && text.utf8.count <= 64 ? text : nil
    }

    private static func grid(_ text: String) -> String? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "grid", String(parts[1]).isDigits(3...6),
            (1...2).contains(parts[2].utf8.count), parts[2].utf8.allSatisfy({ ASCII.hexDigit($0) != nil })
        else { return nil }
        return text
    }
}

extension UInt8 {
    fileprivate var isUpperLetter: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
    fileprivate var isLowerLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
}

extension String {
    fileprivate func isDigits(_ count: ClosedRange<Int>) -> Bool {
        count.contains(self.utf8.count) && self.utf8.allSatisfy { ASCII.decimalDigit($0) != nil }
    }

    fileprivate func removing(prefixes: [String]) -> String {
        for prefix in prefixes where self.hasPrefix(prefix) {
            return String(self.dropFirst(prefix.count))
        }
        return self
    }

    fileprivate var trimmingASCIISpace: String {
        let bytes = self.utf8
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }), let last = bytes.lastIndex(where: { $0 > 0x20 })
        else { return "" }
        return String(self[first...last])
    }
}
