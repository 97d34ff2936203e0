public import Model

/// A row of a webhook's filter as it is written on the command line: `type=partners.* source=/partners unit=office`.
public enum FilterArgument {
    private static let fields = [Webhook.type, Webhook.source, Webhook.filterUnit]

    /// Reads a row.
    ///
    /// - Throws: ``CommandError``, in a language, that says what would be understood.
    public static func row(_ text: String, _ language: DisplayLanguage) throws(CommandError) -> JSON {
        var row = JSONObject()
        for word in text.split(whereSeparator: \.isWhitespace) {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[1].isEmpty, Self.fields.contains(where: { $0.name == parts[0] }),
                row[parts[0]] == nil
            else { throw Self.refusal(text, language) }
            row[parts[0]] = .string(parts[1])
        }
        guard !row.isEmpty else { throw Self.refusal(text, language) }
        return .object(row)
    }

    private static func refusal(_ text: String, _ language: DisplayLanguage) -> CommandError {
        let example = "'type=partners.* source=/partners unit=office'"
        let label = Label(
            zh: "应为 type、source、unit 中的一项或几项，各一次，以空格分隔：\(example)",
            en: "Write one or more of type, source and unit, once each, with spaces between: \(example)")
        return CommandError(.usage, "--filter '\(text)': \(label(language))")
    }
}
