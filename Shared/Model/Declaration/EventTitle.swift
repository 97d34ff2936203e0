/// What people call an event of a record type.
public struct EventTitle: Sendable, Hashable {
    /// The last part of the event's type: `renamed`.
    public let event: String
    /// The name for people.
    public let label: Label

    /// Gives an event its name.
    public init(_ event: String, zh: String, en: String) {
        self.event = event
        self.label = Label(zh: zh, en: en)
    }

    /// What every record type publishes.
    static let common = [
        EventTitle("created", zh: "新建", en: "Created"),
        EventTitle("updated", zh: "修改", en: "Changed"),
        EventTitle("deleted", zh: "删除", en: "Deleted"),
    ]
}

extension Resource {
    /// What has happened to a record, in a few words; nil when records of this type publish no such event.
    ///
    /// Several transitions may share an event. Which of them was taken shows in the states; where these are not known, or
    /// still leave several, the event's own title says what they have in common and where the record is now.
    ///
    /// - Parameters:
    ///   - event: the last part of the event's type.
    ///   - from: the state before it; nil when it is not known.
    ///   - to: the state after it; nil when it is not known.
    public func title(ofEvent event: String, from: String? = nil, to: String? = nil) -> Label? {
        let steps = self.lifecycle.transitions.filter { $0.event == event }
        let taken = steps.filter { step in
            (from.map(step.from.contains) ?? true) && (to.map { $0 == step.to } ?? true)
        }
        if taken.count == 1 { return taken[0].label }
        guard let title = self.eventTitles.first(where: { $0.event == event })?.label else { return steps.first?.label }
        guard taken.count > 1, let state = to.flatMap(self.lifecycle.state)?.label else { return title }
        return Label(zh: "\(title.zh)：\(state.zh)", en: "\(title.en): \(state.en)")
    }
}
