extension IscedTable {
    /// Broad fields with one narrow field only: what is left open about them is said at the narrow level.
    private static let undivided: Set<String> = ["01", "06"]
    private static let fieldUnknown = (zh: "领域不详", en: "Field unknown")

    static let allNarrow: [Code] =
        (Self.narrow + Self.broad.flatMap { Self.derived(of: $0, digits: 3) }
        + [Code("999", zh: Self.fieldUnknown.zh, en: Self.fieldUnknown.en)])
        .sorted { $0.code < $1.code }

    static let allDetailed: [Code] =
        (Self.detailed
        + Self.broad.flatMap { Self.derived(of: $0, digits: 4) }
        + Self.narrow.flatMap(Self.derived(ofNarrow:))
        + [Code("9999", zh: Self.fieldUnknown.zh, en: Self.fieldUnknown.en)])
        .sorted { $0.code < $1.code }

    private static func undefined(_ code: String, _ field: Code) -> Code {
        Code(code, zh: "\(field.zh)（未进一步定义）", en: "\(field.en) not further defined")
    }

    private static func unclassified(_ code: String, _ field: Code) -> Code {
        Code(code, zh: "\(field.zh)（未另分类）", en: "\(field.en) not elsewhere classified")
    }

    /// `xx0`, `xx8` and `xx9`, the last digit repeated where there are four.
    private static func derived(of broad: Code, digits: Int) -> [Code] {
        func code(_ digit: String) -> String {
            broad.code + String(repeating: digit, count: digits - 2)
        }
        var result: [Code] = []
        if !self.undivided.contains(broad.code) {
            result.append(self.undefined(code("0"), broad))
            result.append(self.unclassified(code("9"), broad))
        }
        if broad.code != "00" {
            // Only the first letter is lowered, and not that of the abbreviation's full name.
            let name = broad.code == "06" ? broad.en : broad.en.prefix(1).lowercased() + broad.en.dropFirst()
            let en = "Inter-disciplinary programmes and qualifications involving \(name)"
            result.append(Code(code("8"), zh: "涉及\(broad.zh)的跨学科课程与资格", en: en))
        }
        return result
    }

    /// `xxx0` and `xxx9`.
    ///
    /// The classification has neither where a narrow field has one detailed field only, and neither in the generic ones;
    /// European systems use `xxx9` there all the same, so it is accepted.
    private static func derived(ofNarrow narrow: Code) -> [Code] {
        guard !narrow.code.hasPrefix("00") else { return [] }
        let isDivided = self.detailed.filter { $0.code.hasPrefix(narrow.code) }.count > 1
        let unclassified = self.unclassified(narrow.code + "9", narrow)
        return isDivided ? [self.undefined(narrow.code + "0", narrow), unclassified] : [unclassified]
    }
}
