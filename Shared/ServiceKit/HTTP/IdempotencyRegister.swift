import Crypto
package import Database
import HTTPTypes
package import Hummingbird
import LibPQ
import Model
import NIOCore

/// Remembers the answers to requests that carry an Idempotency-Key (the header of the IETF draft of that name), in the
/// transaction of the change itself: there is no moment at which the change exists and its answer does not.
package struct IdempotencyRegister: Sendable {
    let schema: String

    /// Performs a request for the first time or repeats its answer.
    ///
    /// Two requests with one key at the same time: the second waits at the key's unique index until the first has
    /// committed, and then finds its answer.
    package func once(
        key: String, actor: String, method: String, body: [UInt8], on connection: Connection,
        _ perform: (Connection) async throws -> Response,
    ) async throws -> Response {
        let digest = Array(SHA256.hash(data: Array(method.utf8) + [0] + body))
        let table = "\(self.schema).idempotency"
        let fresh = try await connection.execute(
            """
            INSERT INTO \(raw: table) (principal, key, request) VALUES (\(actor), \(key), \(digest)) \
            ON CONFLICT DO NOTHING
            """)
        if fresh == 0 {
            let rows = try await connection.query(
                """
                SELECT request = \(digest), status, location, etag, body FROM \(raw: table) \
                WHERE principal = \(actor) AND key = \(key)
                """)
            guard let row = rows.first, try row.decode(0) == true else { throw Refusal.idempotencyKeyReused }
            return try Self.repeated(row)
        }
        let response = try await perform(connection)
        let collector = BodyCollector()
        try await response.body.write(collector)
        var parameters = LibPQ.Parameters()
        parameters.append(text: String(response.status.code), oid: .int8)
        parameters.append(optional: response.headers[.location], .text)
        parameters.append(optional: response.headers[.eTag], .text)
        parameters.append(binary: collector.bytes, oid: .bytea)
        parameters.append(text: actor, oid: .text)
        parameters.append(text: key, oid: .text)
        _ = try await connection.query(
            "UPDATE \(table) SET status = $1, location = $2, etag = $3, body = $4 WHERE principal = $5 AND key = $6",
            parameters)
        return response
    }

    private static func repeated(_ row: Row) throws -> Response {
        var headers: HTTPFields = [.contentType: "application/json"]
        headers[.location] = row.string(2)
        headers[.eTag] = row.string(3)
        let body: [UInt8]? = try row.decode(4)
        return Response(
            status: .init(code: try row.decode(1)), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body ?? [])))
    }
}
