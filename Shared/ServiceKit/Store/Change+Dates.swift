public import Model

extension Change {
    /// Refuses a day on which something is said to have happened and which has not come yet.
    public func requirePast(_ field: Field<CalendarDate>) throws(ValidationError) {
        guard let day = self.after[field], day > self.today else { return }
        throw ValidationError("/\(field.name)", .business, .notInFuture)
    }
}

extension Label {
    /// What is said of such a day.
    public static let notInFuture = Label(zh: "不能晚于今天", en: "Must not lie in the future")
}
