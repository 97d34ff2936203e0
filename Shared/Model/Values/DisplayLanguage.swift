/// A language in which the product itself speaks.
public enum DisplayLanguage: String, Sendable, Hashable, CaseIterable {
    /// Simplified Chinese.
    case zh
    /// English.
    case en

    /// The other one.
    public var other: DisplayLanguage { self == .zh ? .en : .zh }

    /// The BCP 47 tag for `lang` attributes and `Content-Language`.
    public var tag: String { self == .zh ? "zh-CN" : "en" }
}
