import Database
import Model

extension [PublishedEvent] {
    /// Refuses events of units that do not exist, those that their sources name included.
    func requireUnits(on connection: Connection) async throws {
        let named = Set(self.flatMap { [$0.unit, $0.sourceUnit] })
        let rows = try await connection.query(
            "SELECT code FROM identity.units WHERE code = ANY(\(named.sorted()))")
        let known = Set(try rows.map { try $0.decode(0, as: String.self) })
        let issues = self.flatMap { event in
            [("source", event.sourceUnit), ("unit", event.unit)].filter { !known.contains($0.1) }.map { name, unit in
                Issue(
                    "\(event.place)/\(name)", .reference,
                    Label(zh: "没有单位“\(unit)”", en: "There is no unit \(unit)"))
            }
        }
        guard issues.isEmpty else { throw ValidationError(issues) }
    }
}
