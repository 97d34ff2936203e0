public import Model

/// How a subscription stands, as the interface tells it.
public struct SubscriptionStanding: Sendable {
    /// A part of its work.
    struct Slot {
        let number: Int64
        let position: Int64
        let end: Int64?
        let isReplay: Bool
        let holder: String?
        let until: String?
    }

    let name: String
    let unit: String?
    let state: String
    let types: [String]
    let sources: [String]
    let subjects: [String]
    /// What must hold of the data of events, as people write it.
    let conditions: [String]
    let position: Int64
    let head: Int64
    let lag: Int64
    let lagSeconds: Int64?
    let eventsPerSecond: Double
    let attempts: Int64
    let keepsOrder: Bool
    /// Failed events that come again, and those that wait behind one.
    let replaying: Int64
    let retrying: Int64
    let waiting: Int64
    let dead: Int64
    let slots: [Slot]

    /// Reads what the interface tells.
    public init(_ json: JSON) {
        func number(_ name: String) -> Int64 { json[name]?.integerValue ?? 0 }
        func texts(_ name: String) -> [String] { (json[name]?.arrayValue ?? []).compactMap(\.stringValue) }
        self.name = json["name"]?.stringValue ?? ""
        self.unit = json["unit"]?.stringValue
        self.state = json["state"]?.stringValue ?? ""
        self.types = texts("types")
        self.sources = texts("sources")
        self.subjects = texts("subjects")
        var issues: [Issue] = []
        self.conditions = DataCondition.list(json["data"] ?? [], at: "", issues: &issues).map(\.description)
        self.position = number("position")
        self.head = number("head")
        self.lag = number("lag")
        self.lagSeconds = json["lagSeconds"]?.integerValue
        self.eventsPerSecond = json["eventsPerSecond"]?.doubleValue ?? 0
        self.attempts = number("attempts")
        self.keepsOrder = json["keepsOrder"]?.boolValue ?? false
        self.replaying = number("replaying")
        self.retrying = number("retrying")
        self.waiting = number("waiting")
        self.dead = number("deadLetters")
        self.slots = (json["slots"]?.arrayValue ?? []).map { slot in
            Slot(
                number: slot["slot"]?.integerValue ?? 0, position: slot["position"]?.integerValue ?? 0,
                end: slot["through"]?.integerValue, isReplay: slot["replay"]?.boolValue ?? false,
                holder: slot["holder"]?.stringValue, until: slot["until"]?.stringValue)
        }
    }

    /// `active`, `paused` or `suspended`, in words and a colour.
    func badge(_ language: DisplayLanguage) -> HTML {
        let (tone, text) =
            switch self.state {
            case "active": ("good", Texts.subscriptionActive)
            case "paused": ("warning", Texts.subscriptionPaused)
            case "suspended": ("ended", Texts.subscriptionSuspended)
            default: ("neutral", Label(zh: self.state, en: self.state))
            }
        return Tag.span(.class("badge \(tone)")) { text(language) }
    }

    /// How far behind it is: events, and since when the oldest of them waits.
    func lagText(_ language: DisplayLanguage) -> String {
        guard self.lag > 0 else { return Texts.upToDate(language) }
        guard let seconds = self.lagSeconds, seconds > 0 else { return self.lag.grouped }
        return Texts.behindSince(self.lag.grouped, Texts.span(seconds)(language))(language)
    }

    /// How fast it gets through the log lately; nil when it stands still.
    func paceText(_ language: DisplayLanguage) -> String? {
        guard self.eventsPerSecond > 0 else { return nil }
        let hundredths = Int64((self.eventsPerSecond * 100).rounded())
        // Of a hundred and more nobody wants to know the fraction.
        let number = hundredths < 10_000 ? FixedDecimal(scaled: hundredths, scale: 2) : nil
        return Texts.perSecond(number?.grouped ?? (hundredths / 100).grouped)(language)
    }

    /// How many of its parts somebody works on.
    var held: Int { self.slots.count { $0.holder != nil } }
}
