public import Model

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Where a subscription begins when it is new.
public enum SubscriptionStart: Sendable, Hashable {
    /// With the oldest event there is.
    case beginning
    /// After an event that was handled: its place, or the position alone.
    case after(LogPlace)
    /// With what came into the log at a moment or later.
    case since(Date)
    /// With what comes from now on.
    case now
}

/// What a subscription is to be.
public struct SubscriptionRequest: Sendable, Hashable {
    /// Its name, unique in the installation: `finance-agreements`.
    public var name: String
    /// Whose events it receives, with those of all units below; its administrators look after it.
    public var unit: String
    /// Types, where `*` stands for any characters; empty for all.
    public var types: [String]
    /// Sources, exactly; empty for all.
    public var sources: [String]
    /// Subjects, where `*` stands for any characters; empty for all.
    public var subjects: [String]
    /// What must hold of the data, all of it.
    public var conditions: [DataCondition]
    /// Where it begins when it is new.
    public var start: SubscriptionStart
    /// How many can receive at a time; events of one partition key are always in the same slot.
    public var slots: Int
    /// After how many attempts an event is a dead letter.
    public var attempts: Int
    /// Whether later events of the same partition key wait for one that has failed.
    public var keepsOrder: Bool

    /// A subscription that says whose events and which; the rest can be set.
    public init(
        name: String, unit: String, types: [String] = [], sources: [String] = [], subjects: [String] = [],
        conditions: [DataCondition] = [], start: SubscriptionStart = .now, slots: Int = 1, attempts: Int = 8,
        keepsOrder: Bool = false,
    ) {
        self.name = name
        self.unit = unit
        self.types = types
        self.sources = sources
        self.subjects = subjects
        self.conditions = conditions
        self.start = start
        self.slots = slots
        self.attempts = attempts
        self.keepsOrder = keepsOrder
    }

    var json: JSON {
        func list(_ texts: [String], _ name: String) -> JSON { .array(texts.map { [name: .string($0)] }) }
        var object = JSONObject()
        object["name"] = .string(self.name)
        object["unit"] = .string(self.unit)
        if !self.types.isEmpty { object["types"] = list(self.types, "type") }
        if !self.sources.isEmpty { object["sources"] = list(self.sources, "source") }
        if !self.subjects.isEmpty { object["subjects"] = list(self.subjects, "subject") }
        if !self.conditions.isEmpty { object["data"] = .array(self.conditions.map(\.json)) }
        object["slots"] = .integer(Int64(self.slots))
        object["attempts"] = .integer(Int64(self.attempts))
        object["keepsOrder"] = .bool(self.keepsOrder)
        switch self.start {
        case .beginning: object["after"] = 0
        case .after(let place): object["after"] = .integer(Int64(place.position))
        case .since(let moment): object["time"] = .string(Instant(moment).description)
        case .now: break
        }
        return .object(object)
    }
}

/// How a subscription stands.
public struct SubscriptionStanding: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// `active`, `paused` or `suspended`.
    public let state: String
    /// Everything up to here has been looked at.
    public let position: Int
    /// The position of the newest event there is.
    public let head: Int
    /// How many events are between the two, wanted or not.
    public let lag: Int
    /// How many events of the log it gets through in a second, wanted or not: a mean of the last minute or so.
    public let eventsPerSecond: Double
    /// How many events have failed and will come again.
    public let retrying: Int
    /// How many have failed too often.
    public let deadLetters: Int
    /// All that was answered, with what has no name here.
    public let json: JSON

    init(_ json: JSON) throws(ClientError) {
        func number(_ name: String) -> Int { Int(json[name]?.integerValue ?? 0) }
        guard let name = json["name"]?.stringValue, let state = json["state"]?.stringValue else {
            throw ClientError(.malformed, "The answer is no subscription: \(json)")
        }
        self.name = name
        self.state = state
        self.position = number("position")
        self.head = number("head")
        self.lag = number("lag")
        self.eventsPerSecond = json["eventsPerSecond"]?.doubleValue ?? 0
        self.retrying = number("retrying")
        self.deadLetters = number("deadLetters")
        self.json = json
    }
}
