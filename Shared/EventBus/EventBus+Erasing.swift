public import Database
public import FoundationEssentials
import LibPQ

extension EventBus {
    /// What stands for a text that may quote what was erased.
    public static let erased = "[已清除 · erased]"

    /// Takes the payload of one event out of the log and out of every copy the bus keeps, with the errors that may quote
    /// it, in the transaction of the connection; its position stays.
    ///
    /// Only an operator may.
    ///
    /// - Parameters:
    ///   - position: where the event stands.
    ///   - reason: why, for the record of operations.
    ///   - actor: who asked.
    ///   - connection: where this is done.
    /// - Returns: the event's id.
    /// - Throws: ``EventBusError``, `positionExpired` or `positionAhead`, when the log has no such event.
    @discardableResult
    public static func erase(
        at position: Int, reason: String, by actor: String? = nil, on connection: Connection,
    ) async throws -> UUID {
        try await EventBusError.translating {
            let rows = try await connection.query("SELECT bus.erase(\(position), \(reason), \(actor))")
            guard let id = try rows.first?.decode(0, as: UUID.self) else { throw EventBusError(.malformedEvent) }
            return id
        }
    }
}
