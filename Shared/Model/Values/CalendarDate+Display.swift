extension CalendarDate {
    /// The date as people write it: `2026年11月21日`, `21 November 2026`.
    public func text(_ language: DisplayLanguage) -> String {
        switch language {
        case .zh: "\(self.year)年\(self.month)月\(self.day)日"
        case .en: "\(self.day) \(Self.englishMonth(self.month)) \(self.year)"
        }
    }

    /// The English name of a month, 1 to 12.
    static func englishMonth(_ month: Int) -> String {
        let names = [
            "January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December",
        ]
        return names[month - 1]
    }
}
