public import Model

/// Conditions on data as they are written on the command line: `record.country = "JP"`.
///
/// The value is JSON, so that the text "2026" and the number 2026 are never taken for each other, and a shell that has eaten
/// the quotes is found out.
public enum ConditionArgument {
    /// Reads a condition.
    ///
    /// - Throws: ``CommandError``, in a language, that says what would be understood.
    public static func condition(_ text: String, _ language: DisplayLanguage) throws(CommandError) -> DataCondition {
        func refuse(_ label: Label) -> CommandError { CommandError(.usage, "--where '\(text)': \(label(language))") }
        let words = text.split(maxSplits: 2, whereSeparator: \.isWhitespace)
        guard words.count >= 2 else { throw refuse(.conditionForm) }
        guard let comparison = DataCondition.Comparison(rawValue: String(words[1])) else {
            throw refuse(.noComparison(String(words[1])))
        }
        var condition = DataCondition(String(words[0]), comparison)
        if words.count == 3 {
            do {
                condition.value = try JSON(parsing: String(words[2]))
            } catch {
                throw refuse(.noJSON(String(words[2]), of: condition))
            }
        }
        if let issue = condition.valueIssues.first { throw refuse(issue.message) }
        return condition
    }
}

extension Label {
    fileprivate static let conditionForm = Label(
        zh: #"应为“路径 比较 值”，以空格分隔，如 'record.country = "JP"'、'record.website absent'。"#,
        en: #"Write path, comparison and value with spaces between: 'record.country = "JP"', 'record.website absent'."#)

    fileprivate static func noComparison(_ word: String) -> Label {
        let known = DataCondition.Comparison.allCases.map(\.rawValue).joined(separator: " ")
        return Label(zh: "没有比较方式“\(word)”；可用：\(known)", en: "There is no comparison \(word); there are: \(known)")
    }

    fileprivate static func noJSON(_ word: String, of condition: DataCondition) -> Label {
        let quoted = "'\(condition.path) \(condition.comparison.rawValue) \(JSON.string(word))'"
        return Label(
            zh: "\(word) 不是 JSON；文字须加双引号：\(quoted)", en: "\(word) is no JSON; a text has double quotes: \(quoted)")
    }
}
