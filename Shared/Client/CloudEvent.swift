public import Model

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An event as it stands in the log: a CloudEvents 1.0 envelope and its place.
public struct CloudEvent: Sendable, Hashable {
    /// Where the event stands in the log: all that a reader has to remember.
    ///
    /// Reading and following go on after it.
    public let place: LogPlace
    /// With ``source``, names the event for ever.
    public let id: String
    /// Who said it, such as `/partners`.
    public let source: String
    /// What happened, such as `partners.agreement.signed`.
    public let type: String
    /// What it is about, such as `agreements/019a…`.
    public let subject: String?
    /// When, RFC 3339.
    public let time: String?
    /// Events with equal keys are to be handled in order.
    public let partitionKey: String
    /// The organisational unit whose event it is.
    public let unit: String?
    /// Who caused it.
    public let actor: String?
    /// What is said about it.
    public let data: JSON?
    /// The whole event, with the attributes that have no name here.
    public let json: JSON

    /// The position alone: dense, starting at 1, the same for every reader.
    public var position: Int { self.place.position }

    /// Reads an event in CloudEvents' JSON format.
    ///
    /// - Parameter incarnation: the incarnation of the log that it was read from, which the event itself does not name.
    /// - Throws: ``ClientError`` when it is none of this log.
    public init(_ json: JSON, incarnation: String? = nil) throws(ClientError) {
        func text(_ name: String) -> String? { json[name]?.stringValue }
        guard
            text("specversion") == "1.0", let id = text("id"), let source = text("source"), let type = text("type"),
            let position = text("sequence").flatMap({ Int($0) })
        else { throw ClientError(.malformed, "What came is no event of the log: \(json)") }
        self.place = LogPlace(position: position, incarnation: incarnation)
        self.id = id
        self.source = source
        self.type = type
        self.subject = text("subject")
        self.time = text("time")
        self.partitionKey = text("partitionkey") ?? id
        self.unit = text("unit")
        self.actor = text("actor")
        self.data = json["data"]
        self.json = json
    }

    /// The data as a type of your own.
    public func data<Value: Decodable>(as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data((self.data ?? .null).bytes))
    }
}
