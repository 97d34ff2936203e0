import Database
import FoundationEssentials
import LibPQ

/// The statements of a consumer. They run as its service's own role, on its own connections.
extension EventBus {
    /// What the server answers a consumer that says it is alive.
    struct Roll {
        var leases: [SlotLease.Terms] = []
        /// How many slots others should have instead.
        var surplus = 0
    }

    /// Says that a consumer lives, and how far it has looked through slots without finding anything for them.
    static func beat(
        _ name: String, worker: UUID, label: String, lease: Duration, looks: [SlotLease.Look], on connection: Connection,
    ) async throws -> Roll {
        let isNews = !looks.isEmpty
        let rows = try await connection.query(
            """
            SELECT * FROM bus.beat(\(name), \(worker), \(label), \(lease.seconds) * interval '1 second', \
            \(isNews ? looks.map { Int32(clamping: $0.slot) } : nil), \(isNews ? looks.map(\.epoch) : nil), \
            \(isNews ? looks.map(\.position) : nil))
            """, deadline: lease)
        return try rows.reduce(into: Roll()) { roll, row in
            if let slot = try row.decode(0, as: Int?.self) {
                roll.leases.append(
                    SlotLease.Terms(
                        slot: slot, epoch: try row.decode(1, as: Int.self), trying: try row.decode(2, as: Int?.self),
                        strikes: try row.decode(3, as: Int.self)))
            } else {
                roll.surplus = try row.decode(4, as: Int.self)
            }
        }
    }

    static func leave(_ name: String, worker: UUID) -> SQL {
        "SELECT bus.leave(\(name), \(worker))"
    }

    static func release(_ name: String, _ lease: SlotLease.Terms, isDead: Bool) -> SQL {
        "SELECT bus.release(\(name), \(Int32(clamping: lease.slot)), \(lease.epoch), \(isDead))"
    }

    private static let fetchCall = "bus.fetch($1, $2, $3, $4, $5)"
    private static let fetchText = "SELECT * FROM \(fetchCall)"
    private static let fetchBoundedText = bounded(
        fetchCall, by: "$6", further: "due, attempt, is_blocked, is_over AND r.before < $6, after, question, age")

    /// The statement that reads what comes next for a slot.
    static func fetch(_ name: String, _ lease: SlotLease.Terms, limit: Int, bytes: Int?, seen: Int) -> SQL {
        var parameters = self.lead(name, lease)
        Int32(clamping: limit).bind(into: &parameters)
        seen.bind(into: &parameters)
        bytes?.bind(into: &parameters)
        return SQL(bytes == nil ? self.fetchText : self.fetchBoundedText, parameters)
    }

    /// The statement that stores how far a slot has got.
    static func acknowledge(_ name: String, _ lease: SlotLease.Terms, upTo position: Int, lazily: Bool) -> SQL {
        var parameters = self.lead(name, lease)
        position.bind(into: &parameters)
        return SQL(
            lazily
                ? "SELECT bus.acknowledge($1, $2, $3, $4), set_config('synchronous_commit', 'off', true)"
                : "SELECT bus.acknowledge($1, $2, $3, $4)", parameters)
    }

    /// The statement that says a failed event was handled after all.
    static func settle(_ name: String, _ lease: SlotLease.Terms, _ position: Int) -> SQL {
        var parameters = self.lead(name, lease)
        [position].bind(into: &parameters)
        return SQL("SELECT bus.settle($1, $2, $3, $4)", parameters)
    }

    /// The statement that says which event is about to be handled alone.
    static func attempt(_ name: String, _ lease: SlotLease.Terms, _ position: Int) -> SQL {
        var parameters = self.lead(name, lease)
        position.bind(into: &parameters)
        return SQL(
            "SELECT bus.attempt($1, $2, $3, $4), set_config('synchronous_commit', 'off', true)", parameters)
    }

    /// The statement that notes a failed event.
    static func fail(
        _ name: String, _ lease: SlotLease.Terms, _ position: Int, reason: String, isFinal: Bool = false,
    ) -> SQL {
        var parameters = self.lead(name, lease)
        position.bind(into: &parameters)
        // A text in PostgreSQL has no NUL.
        reason.replacing("\0", with: "\u{FFFD}").bind(into: &parameters)
        isFinal.bind(into: &parameters)
        return SQL("SELECT bus.fail($1, $2, $3, $4, $5, is_final => $6)", parameters)
    }

    /// The statement that lets events wait behind the failure of their key.
    static func park(_ name: String, _ lease: SlotLease.Terms, _ positions: [Int]) -> SQL {
        var parameters = self.lead(name, lease)
        positions.bind(into: &parameters)
        return SQL("SELECT bus.park($1, $2, $3, $4)", parameters)
    }

    private static func lead(_ name: String, _ lease: SlotLease.Terms) -> Parameters {
        var parameters = Parameters()
        name.bind(into: &parameters)
        Int32(clamping: lease.slot).bind(into: &parameters)
        lease.epoch.bind(into: &parameters)
        return parameters
    }
}

extension Duration {
    var seconds: Double { self / .seconds(1) }
}
