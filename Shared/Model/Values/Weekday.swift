/// A day of the week, numbered as in ISO 8601.
public enum Weekday: Int, Sendable, Hashable, CaseIterable {
    /// The first day of the ISO week.
    case monday = 1
    /// The second day.
    case tuesday
    /// The third day.
    case wednesday
    /// The fourth day.
    case thursday
    /// The fifth day.
    case friday
    /// The sixth day.
    case saturday
    /// The last day of the ISO week.
    case sunday

    /// The name for people.
    public func text(_ language: DisplayLanguage) -> String {
        switch language {
        case .zh: ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"][self.rawValue - 1]
        case .en:
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][self.rawValue - 1]
        }
    }
}
