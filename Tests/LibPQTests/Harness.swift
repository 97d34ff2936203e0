import LibPQ
import Logging
import TestSupport

/// Opens a bare connection to the cluster's maintenance database; these tests leave nothing behind there.
func connect(_ url: String? = nil, within limit: Duration = .seconds(20)) async throws -> PGConnection {
    let settings = try ConnectionSettings(parsing: try url ?? TestCluster.url)
    return try await PGConnection.connect(settings, deadline: .after(limit), logger: TestDatabase.logger)
}

extension PGConnection {
    func value(
        _ text: String, _ parameters: Parameters = Parameters(), within limit: Duration = .seconds(20)
    )
        async throws(DatabaseError) -> String
    {
        let result = try await self.query(text, parameters, deadline: .after(limit))
        return result.withBytes(row: 0, column: 0) { String(decoding: $0, as: UTF8.self) }
    }
}

func parameters(_ texts: String...) -> Parameters {
    var parameters = Parameters()
    for text in texts { parameters.append(text: text, oid: .text) }
    return parameters
}
