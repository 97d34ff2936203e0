import LibPQ

/// What the bus refuses, or cannot do.
///
/// Two errors are equal when their codes are.
public struct EventBusError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kind of failure: an open set.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The name of the kind, fit for a metric label.
        public let description: String

        init(_ description: String) {
            self.description = description
        }

        /// The events after the position asked for are no longer kept; `position` is the oldest that can be read after.
        public static let positionExpired = Code("positionExpired")
        /// The position asked for lies ahead of the log, as after a restore; `position` is the log's head.
        public static let positionAhead = Code("positionAhead")
        /// The position was learnt before a restore or a failover that lost it; `position` is the last one that still holds.
        public static let foreignPosition = Code("foreignPosition")
        /// The log was moved to a cluster that counts transactions from anew: it needs a new incarnation.
        public static let foreignLog = Code("foreignLog")
        /// No subscription has this name.
        public static let unknownSubscription = Code("unknownSubscription")
        /// The lease or receipt does not hold: another has the slot, or the subscription was moved since.
        public static let fenced = Code("fenced")
        /// More callers wait for news than the bus was configured to hold.
        public static let tooManyWaiters = Code("tooManyWaiters")
        /// A row of the log could not be understood.
        public static let malformedEvent = Code("malformedEvent")
    }

    /// The kind of failure.
    public var code: Code
    /// The position that helps the caller on, where there is one; of a malformed event, its own.
    public var position: Int?

    /// An error of a kind, with the position that belongs to it.
    public init(_ code: Code, position: Int? = nil) {
        self.code = code
        self.position = position
    }

    /// The bus' own meaning of an error the server raised, or nil when it is none of the bus.
    init?(_ error: DatabaseError) {
        let position = error.detail.flatMap(Int.init)
        switch error.sqlState?.rawValue {
        case "YZ001": self.init(.positionExpired, position: position)
        case "YZ002": self.init(.positionAhead, position: position)
        case "YZ003": self.init(.foreignLog)
        case "YZ004": self.init(.unknownSubscription)
        case "YZ005": self.init(.fenced)
        case "YZ006": self.init(.foreignPosition, position: position)
        default: return nil
        }
    }

    /// Runs `body`, turning the server's errors that the bus itself raised into the bus' own.
    package static func translating<R>(_ body: () async throws -> R) async throws -> R {
        do {
            return try await body()
        } catch let error as DatabaseError {
            throw EventBusError(error) ?? error
        }
    }

    /// Equal codes make equal errors.
    public static func == (a: EventBusError, b: EventBusError) -> Bool {
        a.code == b.code
    }

    /// The code, and the position where there is one.
    public var description: String {
        self.position.map { "\(self.code) (\($0))" } ?? self.code.description
    }
}
