import Database
import Model

/// Gives every person a key that says nothing, so that persons can be counted where their numbers must not go.
struct PersonRegister {
    private let connection: Connection

    init(_ connection: Connection) {
        self.connection = connection
    }

    /// The key of a mobility's person: the same whenever the same number comes from the same place.
    ///
    /// Without a number nobody can be recognised, so the person counts as one who was not here before.
    func key(of mobility: Record) async throws -> String {
        guard let number = mobility[Mobility.personNumber] else { return RecordID.generate().description }
        let scope =
            mobility[Mobility.direction] == "outgoing"
            ? "own" : mobility[Mobility.counterpart]?.description ?? "incoming"
        // One statement that both finds and makes: two nominations of a new person at once get one key.
        let rows = try await self.connection.query(
            """
            INSERT INTO mobility.people AS p (scope, number) VALUES (\(scope), \(number)) \
            ON CONFLICT (scope, number) DO UPDATE SET number = excluded.number RETURNING p.key::text
            """)
        return rows.first?.string(0) ?? RecordID.generate().description
    }
}
