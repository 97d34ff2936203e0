/// How exactly a stated number is meant.
public enum Qualifier: String, Sendable, Hashable, CaseIterable {
    /// The number itself.
    case exact
    /// Somewhat more (余).
    case over
    /// Somewhat less (近).
    case nearly
    /// More or less (约).
    case about
    /// That number or more (不少于).
    case atLeast = "at_least"
    /// From one number to another.
    case range

    /// The name for people.
    public var label: Label {
        switch self {
        case .exact: Label(zh: "确数", en: "exactly")
        case .over: Label(zh: "余", en: "over")
        case .nearly: Label(zh: "近", en: "nearly")
        case .about: Label(zh: "约", en: "about")
        case .atLeast: Label(zh: "不少于", en: "at least")
        case .range: Label(zh: "区间", en: "range")
        }
    }

    /// A number with its qualifier and, in Chinese, its measure word: `800余人次`, `over 800`.
    ///
    /// `upper` is only used by a range.
    public func phrase(
        _ number: String,
        upper: String? = nil,
        measure: String = "",
        _ language: DisplayLanguage,
    ) -> String {
        switch (self, language) {
        case (.over, .zh): "\(number)余\(measure)"
        case (.range, .zh): "\(number)至\(upper ?? number)\(measure)"
        case (.exact, .zh): "\(number)\(measure)"
        case (_, .zh): "\(self.label.zh)\(number)\(measure)"
        case (.exact, .en): number
        case (.range, .en): "\(number) to \(upper ?? number)"
        case (_, .en): "\(self.label.en) \(number)"
        }
    }
}
