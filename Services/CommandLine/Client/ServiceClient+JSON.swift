import Model
import NIOHTTP1
import YizhanClient

extension ServiceClient {
    /// Sends a request whose answer is JSON, or nothing.
    func json(
        _ method: HTTPMethod, _ path: String, _ body: JSON? = nil, headers: HTTPHeaders = [:],
    ) async throws -> JSON {
        var headers = headers
        headers.add(name: "accept", value: "application/json")
        if body != nil { headers.add(name: "content-type", value: "application/json") }
        let answer = try await self.send(method, path, headers: headers, body: body?.bytes)
        return answer.body.isEmpty ? .null : try JSON(parsing: answer.body)
    }

    /// Reads pages of a list until there are no more, or enough.
    func pages(
        _ path: String, _ filters: [(name: String, value: String?)] = [], most: Int = .max
    ) async throws -> [JSON] {
        var items: [JSON] = []
        var next: String?
        repeat {
            var query = "limit=\(min(most - items.count, 100))"
            for (name, value) in filters { if let value { query += "&\(name)=\(value.queryEscaped)" } }
            if let next { query += "&after=\(next.queryEscaped)" }
            let page = try await self.json(.GET, "\(path)?\(query)")
            items += page["items"]?.arrayValue ?? []
            next = page["next"]?.stringValue
        } while next != nil && items.count < most
        return items
    }
}
