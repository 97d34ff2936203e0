extension DataCondition {
    /// Where the member is.
    public static let pathField = Field<String>(
        "path", .text(max: 500), zh: "路径", en: "Path",
        help: Label(
            zh: "数据中成员的名称，外层在前，以点分隔，如 record.state。",
            en: "The member's name in the data, those around it first, with dots between: record.state"), [.required])
    /// How it is compared.
    public static let comparisonField = Field<String>(
        "is", .code(Self.comparisons), zh: "比较", en: "Comparison", [.required])
    /// The name of the value, which is of no kind that a field has.
    public static let valueName = "value"

    private static let comparisons = CodeList(
        name: "comparisons", label: Label(zh: "比较方式", en: "Comparisons"),
        entries: Comparison.allCases.map { Code($0.rawValue, zh: $0.label.zh, en: $0.label.en) })
    private static let fields = FieldSet([Self.pathField, Self.comparisonField])

    /// The most conditions, and the most values of one.
    public static let most = 100
    private static let longestText = 2000
    /// The digits of a number, its point and sign included; what is longer the bus cannot compare exactly.
    private static let longestNumber = 30

    /// Reads a list of conditions.
    ///
    /// - Parameters:
    ///   - json: the list.
    ///   - pointer: where it stands in the input.
    ///   - issues: takes every fault, with pointers into the input.
    public static func list(_ json: JSON, at pointer: String, issues: inout [Issue]) -> [DataCondition] {
        guard let entries = json.arrayValue else {
            issues.append(Issue(pointer, .type, .list))
            return []
        }
        guard entries.count <= Self.most else {
            issues.append(Issue(pointer, .maxLength, .atMost(Self.most)))
            return []
        }
        return entries.enumerated().compactMap { index, entry in
            let place = "\(pointer)/\(index)"
            var found: [Issue] = []
            let condition = Self.read(entry, &found)
            issues += found.map { Issue(place + $0.pointer, $0.rule, $0.message) }
            return condition
        }
    }

    private static func read(_ json: JSON, _ issues: inout [Issue]) -> DataCondition? {
        guard var object = json.objectValue else {
            issues.append(Issue("", .type, .object))
            return nil
        }
        let value = object[Self.valueName].flatMap { $0.isNull ? nil : $0 }
        object[Self.valueName] = nil
        let record: Record
        do throws(ValidationError) {
            record = try Self.fields.validateNew(.object(object))
        } catch {
            issues += error.issues
            return nil
        }
        guard let comparison = record[Self.comparisonField].flatMap(Comparison.init) else { return nil }
        let condition = DataCondition(record[Self.pathField] ?? "", comparison, value)
        issues += condition.valueIssues
        return condition
    }

    /// What is wrong with the value, with pointers from the condition on.
    public var valueIssues: [Issue] {
        let at = "/\(Self.valueName)"
        guard self.comparison.takesValue else {
            return self.value == nil ? [] : [Issue(at, .unknownField, .noValue(self.comparison))]
        }
        guard let value, !value.isNull else { return [Issue(at, .required, .valueMissing)] }
        guard self.comparison == .oneOf else { return self.issues(of: value, at) }
        guard let choices = value.arrayValue else { return [Issue(at, .type, .list)] }
        guard !choices.isEmpty else { return [Issue(at, .empty, .empty)] }
        guard choices.count <= Self.most else { return [Issue(at, .maxLength, .atMost(Self.most))] }
        return choices.enumerated().flatMap { self.issues(of: $0.element, "\(at)/\($0.offset)") }
    }

    private func issues(of value: JSON, _ at: String) -> [Issue] {
        switch value {
        case .string(let text):
            let length = text.unicodeScalars.count
            guard length > Self.longestText else { return [] }
            return [Issue(at, .maxLength, .maxLength(Self.longestText, given: length))]
        case .integer: return []
        case .number(let literal):
            let isPlain = literal.utf8.count <= Self.longestNumber && !literal.contains { $0 == "e" || $0 == "E" }
            return isPlain ? [] : [Issue(at, .range, .plainNumber(Self.longestNumber))]
        case .bool:
            let hasOrder = [.less, .atMost, .greater, .atLeast].contains(self.comparison)
            return hasOrder ? [Issue(at, .type, .ordered)] : []
        case .null, .array, .object: return [Issue(at, .type, .scalar)]
        }
    }
}

extension DataCondition.Comparison {
    fileprivate var label: Label {
        switch self {
        case .equal: Label(zh: "等于", en: "equal to")
        case .notEqual: Label(zh: "不等于", en: "not equal to")
        case .less: Label(zh: "小于", en: "less than")
        case .atMost: Label(zh: "不大于", en: "at most")
        case .greater: Label(zh: "大于", en: "greater than")
        case .atLeast: Label(zh: "不小于", en: "at least")
        case .oneOf: Label(zh: "为其中之一", en: "one of")
        case .present: Label(zh: "存在", en: "present")
        case .absent: Label(zh: "不存在", en: "absent")
        }
    }
}

extension Label {
    fileprivate static func noValue(_ comparison: DataCondition.Comparison) -> Label {
        Label(zh: "\(comparison.rawValue) 不需要值", en: "\(comparison.rawValue) takes no value")
    }
    fileprivate static let valueMissing = Label(
        zh: "缺少比较的值；判断有无请用 present、absent",
        en: "The value to compare with is required; present and absent ask whether there is any")
    fileprivate static let scalar = Label(
        zh: "应为文字、数字或 true、false", en: "Must be a text, a number, true or false")
    fileprivate static let ordered = Label(zh: "比较大小的应为文字或数字", en: "Must be a text or a number, which have an order")
    fileprivate static func plainNumber(_ length: Int) -> Label {
        Label(zh: "应为不带指数、最多 \(length) 位的数字", en: "Must be a number of at most \(length) digits, without an exponent")
    }
}
