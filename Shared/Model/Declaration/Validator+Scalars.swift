extension Validator {
    mutating func text(_ value: JSON, max: Int, format: TextFormat, at pointer: String) -> String? {
        guard case .string(let given) = value else {
            self.report(pointer, .type, .text)
            return nil
        }
        let text = given.trimmed
        // A text of which nothing can be seen is none.
        guard text.unicodeScalars.contains(where: { !$0.properties.isDefaultIgnorableCodePoint }) else {
            self.report(pointer, .empty, .empty)
            return nil
        }
        var length = 0
        for scalar in text.unicodeScalars {
            length += 1
            if scalar.isForbidden(allowingBreaks: format == .paragraphs) {
                self.report(pointer, .controlCharacter, .controlCharacter(scalar.value))
                return nil
            }
        }
        guard length <= max else {
            self.report(pointer, .maxLength, .maxLength(max, given: length))
            return nil
        }
        guard format.accepts(text) else {
            self.report(pointer, .format, .format(format))
            return nil
        }
        return text
    }

    mutating func code(_ value: JSON, list: CodeList, at pointer: String) -> JSON? {
        guard case .string(let code) = value else { return self.wrongType(pointer, .text) }
        guard list[code] != nil else {
            self.report(pointer, .code, .code(list))
            return nil
        }
        return value
    }

    mutating func codes(_ value: JSON, list: CodeList, at pointer: String) -> JSON? {
        guard case .array(let elements) = value else { return self.wrongType(pointer, .list) }
        guard elements.count <= 500 else {
            self.report(pointer, .maxLength, .atMost(500))
            return nil
        }
        var result: [JSON] = []
        for (index, element) in elements.enumerated() {
            guard let code = self.code(element, list: list, at: "\(pointer)/\(index)") else { continue }
            if result.contains(code) {
                self.report("\(pointer)/\(index)", .duplicate, .duplicate)
            } else {
                result.append(code)
            }
        }
        return .array(result)
    }

    mutating func localized(_ value: JSON, max: Int, at pointer: String) -> JSON? {
        guard case .object(let input) = value else { return self.wrongType(pointer, .localized) }
        self.unknownMembers(of: input, known: { $0 == "zh" || $0 == "en" }, at: pointer)
        var result = JSONObject()
        for name in ["zh", "en"] {
            guard let member = input[name], member != .null else { continue }
            if let text = self.text(member, max: max, format: .line, at: "\(pointer)/\(name)") {
                result[name] = .string(text)
            }
        }
        if input["zh"] == nil || input["zh"] == .null, input["en"] == nil || input["en"] == .null {
            self.report(pointer, .required, .oneLanguage)
        }
        return .object(result)
    }

    mutating func integer(_ value: JSON, range: ClosedRange<Int64>, at pointer: String) -> JSON? {
        guard case .integer(let number) = value else { return self.wrongType(pointer, .integer) }
        guard range.contains(number) else {
            self.report(pointer, .range, .range("\(range.lowerBound)", "\(range.upperBound)"))
            return nil
        }
        return value
    }

    mutating func decimal(_ value: JSON, scale: Int, range: ClosedRange<Int64>, at pointer: String) -> JSON? {
        let literal: String
        switch value {
        case .integer(let number): literal = "\(number)"
        case .number(let text): literal = text
        case .string(let text): literal = text
        default: return self.wrongType(pointer, .number)
        }
        guard let number = FixedDecimal(literal, scale: scale) else {
            self.report(pointer, .format, .decimal(scale))
            return nil
        }
        guard range.contains(number.scaled) else {
            let low = FixedDecimal(scaled: range.lowerBound, scale: scale)
            let high = FixedDecimal(scaled: range.upperBound, scale: scale)
            self.report(pointer, .range, .range("\(low)", "\(high)"))
            return nil
        }
        return .number(number.description)
    }

    mutating func date(_ value: JSON, at pointer: String) -> CalendarDate? {
        guard case .string(let text) = value else {
            self.report(pointer, .type, .date)
            return nil
        }
        guard let date = CalendarDate(text) else {
            self.report(pointer, .date, .date)
            return nil
        }
        return date
    }

    mutating func period(_ value: JSON, at pointer: String) -> JSON? {
        guard case .object(let input) = value else { return self.wrongType(pointer, .period) }
        self.unknownMembers(of: input, known: { $0 == "from" || $0 == "to" }, at: pointer)
        var result = JSONObject()
        var ends: [CalendarDate] = []
        for name in ["from", "to"] {
            guard let member = input[name], member != .null else { continue }
            if let date = self.date(member, at: "\(pointer)/\(name)") {
                result[name] = date.fieldJSON
                ends.append(date)
            }
        }
        if ends.count == 2, ends[0] >= ends[1] {
            self.report("\(pointer)/to", .period, .endAfterBeginning)
        }
        return .object(result)
    }

    mutating func money(_ value: JSON, at pointer: String) -> JSON? {
        guard case .object(let input) = value else { return self.wrongType(pointer, .money) }
        self.unknownMembers(of: input, known: { $0 == "minor" || $0 == "currency" }, at: pointer)
        let minor = self.required(input["minor"], .money, at: "\(pointer)/minor")
            .flatMap { self.integer($0, range: 0...999_999_999_999_999, at: "\(pointer)/minor") }
        let currency = self.required(input["currency"], .money, at: "\(pointer)/currency")
            .flatMap { self.code($0, list: CodeLists.currencies, at: "\(pointer)/currency") }
        guard let minor, let currency else { return nil }
        var result = JSONObject()
        result["minor"] = minor
        result["currency"] = currency
        return .object(result)
    }

    private mutating func required(_ value: JSON?, _ message: Label, at pointer: String) -> JSON? {
        guard let value, value != .null else {
            self.report(pointer, .required, message)
            return nil
        }
        return value
    }
}

extension Unicode.Scalar {
    /// Controls, and the invisible direction overrides by which a name can be made to read as another (Unicode
    /// Technical Report 36, section 2.10).
    fileprivate func isForbidden(allowingBreaks: Bool) -> Bool {
        switch self.value {
        case 0x09, 0x0A, 0x0D: !allowingBreaks
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0x2028, 0x2029: true
        case 0x202A...0x202E, 0x2066...0x2069: true
        case 0xFEFF: true
        default: false
        }
    }
}

extension String {
    /// The text without white space at its ends, including the ideographic space that Chinese keyboards make.
    public var trimmed: String {
        let scalars = self.unicodeScalars
        guard let first = scalars.first, let last = scalars.last else { return self }
        guard first.properties.isWhitespace || last.properties.isWhitespace else { return self }
        guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let end = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[start...end])
    }
}
