import EventBus
import HTTPTypes
import Hummingbird
import Model
import ServiceKit

/// Events are received with a receipt, and what became of them is said by it.
///
/// The answers say no more than that asks for: how a subscription stands in all counts its failures, of which there may be
/// very many, and a receiver settles what it has received all the time.
extension SubscriptionRoutes {
    private static let known = KnownParameters(single: ["limit", "wait", "visibility"])

    private static let settlement: JSON = [
        "type": "object", "required": ["acknowledged", "refused", "position"], "additionalProperties": false,
        "properties": [
            "acknowledged": ["type": "integer", "description": "How many events were acknowledged."],
            "refused": ["type": "integer", "description": "How many come again later, or are dead letters by now."],
            "position": ["type": "integer", "description": "Everything up to here has been looked at."],
        ],
    ]

    var receiving: [Endpoint] {
        [
            Endpoint(
                .post, "\(Self.one)/receive", "receiveEvents",
                "Receive events that nobody else has in hand, with a receipt; unless acknowledged in time they come again",
                parameters: [
                    Endpoint.query(
                        "limit",
                        "The most events, 1 to 1000; 100 unless given. The one that makes them four mebibytes is the last."
                    ),
                    Endpoint.query("wait", "Seconds to wait when there are none, 0 to 60."),
                    Endpoint.query("visibility", "Seconds for which the receipt holds, 1 to 43200; 30 unless given."),
                ],
                answer: [
                    "type": "object", "required": ["events"],
                    "properties": [
                        "receipt": ["type": "integer"], "attempt": ["type": "integer"],
                        "events": ["type": "array", "items": LogDescription.event],
                    ],
                ], self.receive),
            self.settling(
                "acknowledge", "acknowledgeEvents", "Acknowledge what was received", "AcknowledgeEvents",
                answer: Self.settlement
            ) { desk, name, body in
                let record = try ReceiptInput.acknowledging.validateNew(body)
                return Self.json(
                    try await desk.acknowledge(
                        name, Int(record[ReceiptInput.receipt] ?? 0), upTo: record[ReceiptInput.upTo].map { Int($0) }))
            },
            self.settling(
                "refuse", "refuseEvents", "Say that events could not be handled: they come again later", "RefuseEvents",
                answer: Self.settlement
            ) { desk, name, body in
                let record = try ReceiptInput.refusing.validateNew(body)
                let positions = record[ReceiptInput.positions]?
                    .compactMap { $0[ReceiptInput.position].map { Int($0) } }
                return Self.json(
                    try await desk.refuse(
                        name, Int(record[ReceiptInput.receipt] ?? 0), positions: positions,
                        reason: record[ReceiptInput.reason] ?? "refused by the receiver",
                        retryIn: record[ReceiptInput.seconds].map { .seconds($0) }))
            },
            self.settling(
                "extend", "extendReceipt", "Keep a receipt for longer, counted from now", "ExtendReceipt",
                answer: [
                    "type": "object", "required": ["until"], "additionalProperties": false,
                    "properties": ["until": ["type": "string", "format": "date-time"]],
                ]
            ) { desk, name, body in
                let record = try ReceiptInput.extending.validateNew(body)
                let until = try await desk.extend(
                    name, Int(record[ReceiptInput.receipt] ?? 0),
                    visibility: .seconds(record[ReceiptInput.seconds] ?? 30))
                return ["until": .string(Instant(until).description)]
            },
        ]
    }

    /// Something said of a receipt.
    private func settling(
        _ path: String, _ id: String, _ summary: String, _ body: String, answer: JSON,
        _ act: @escaping @Sendable (SubscriptionOperator, _ name: String, _ body: JSON) async throws -> JSON,
    ) -> Endpoint {
        Endpoint(.post, "\(Self.one)/\(path)", id, summary, body: body, answer: answer) { request, context in
            let (name, _) = try await self.subscription(context)
            let json = try await request.jsonBody(allowEmpty: true).json
            return .json(try await LogProblem.explaining { try await act(self.store.desk, name, json) }.bytes)
        }
    }

    private static func json(_ settlement: Settlement) -> JSON {
        [
            "acknowledged": .integer(Int64(settlement.acknowledged)), "refused": .integer(Int64(settlement.refused)),
            "position": .integer(Int64(settlement.position)),
        ]
    }

    @Sendable private func receive(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let (name, holder) = try await self.subscription(context)
        try Self.known.check(request)
        let limit = try request.number("limit", in: 1...1000) ?? 100
        let wait = try request.number("wait", in: 0...60) ?? 0
        let visibility = try request.number("visibility", in: 1...43_200) ?? 30
        let end = ContinuousClock.now + .seconds(wait)
        while true {
            let head = self.runtime.bus.knownHead
            let received = try await LogProblem.explaining {
                try await self.store.desk.receive(
                    name, limit: limit, visibility: .seconds(visibility), label: holder.actor.name)
            }
            let left = end - .now
            if let received { return Self.answer(received) }
            if left <= .zero { return .json(Array(#"{"events":[]}"#.utf8)) }
            // A failed event that becomes due, or a receipt that runs out, rings no bell: hence no longer than a second.
            _ = try await LogProblem.explaining {
                try await self.runtime.bus.waitForNews(after: head, deadline: min(left, .seconds(1)))
            }
            guard try await context.currentActor() != nil else { throw Problem.unauthenticated }
        }
    }

    private static func answer(_ received: ReceivedEvents) -> Response {
        var bytes = Array(#"{"receipt":\#(received.receipt),"attempt":\#(received.attempt),"events":["#.utf8)
        for (index, event) in received.events.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            event.appendCloudEvent(to: &bytes)
        }
        bytes += Array("]}".utf8)
        return .json(bytes)
    }
}
