/// A short text that a person reads, in both languages of the product.
///
/// Unlike ``LocalizedText``, which holds what an office typed in, a label is part of the program and always complete.
public struct Label: Sendable, Hashable {
    /// Simplified Chinese.
    public let zh: String
    /// English.
    public let en: String

    /// Creates a label from its two texts.
    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    /// Several labels one after another, as each language lists them.
    public static func list(_ labels: [Label]) -> Label {
        Label(
            zh: labels.map(\.zh).joined(separator: "、"), en: labels.map(\.en).joined(separator: ", "))
    }

    /// The text in the given language.
    public func callAsFunction(_ language: DisplayLanguage) -> String {
        language == .zh ? self.zh : self.en
    }
}
