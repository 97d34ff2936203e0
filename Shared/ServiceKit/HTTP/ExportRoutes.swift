import Database
import HTTPTypes
import Hummingbird
import Model
import NIOCore
import Tabular

extension CollectionRoutes {
    @Sendable func exportJSON(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await self.export(request, context, type: "application/x-ndjson", head: []) { items, write in
            for item in items { write(item.bytes + [UInt8(ascii: "\n")]) }
        }
    }

    @Sendable func exportCSV(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let table = Table(self.resource)
        let head = Table.byteOrderMark + table.header
        return try await self.export(request, context, type: "text/csv; charset=utf-8", head: head) { items, write in
            for item in items { write(table.row(Record(item.objectValue ?? JSONObject()))) }
        }
    }

    /// Sends all matching records page by page, so that neither the server nor the database holds them all.
    private func export(
        _ request: Request, _ context: ServiceRequestContext, type: String, head: [UInt8],
        _ encode: @escaping @Sendable (_ items: [JSON], _ write: ([UInt8]) -> Void) -> Void,
    ) async throws -> Response {
        let actor = try context.requireActor()
        let pairs = request.queryPairs.filter { !["limit", "after", "total"].contains($0.name) }
        let whole = try ListQuery(pairs, of: self.collection)
        // Whatever is wrong has to be found before the answer begins.
        try await self.runtime.pool.withConnection { try await ResourceStore.requireUnits(whole, on: $0) }
        let routes = self
        let body = ResponseBody { writer in
            var cursor: String?
            var first = true
            repeat {
                var parameters = pairs + [(name: "limit", value: "\(ListQuery.limits.upperBound)")]
                if let cursor { parameters.append((name: "after", value: cursor)) }
                let query = try ListQuery(parameters, of: routes.collection)
                let page = try await routes.runtime.pool.withConnection { connection in
                    try await routes.store.list(query, units: actor.access.readableUnits, on: connection)
                }
                var bytes = first ? head : []
                first = false
                encode(try JSON(parsing: page.items).arrayValue ?? []) { bytes += $0 }
                try await writer.write(ByteBuffer(bytes: bytes))
                cursor = page.next
            } while cursor != nil
            try await writer.finish(nil)
        }
        let suffix = type.hasPrefix("text/csv") ? "csv" : "ndjson"
        return Response(
            status: .ok,
            headers: [
                .contentType: type,
                .contentDisposition: "attachment; filename=\"\(self.resource.collection).\(suffix)\"",
            ],
            body: body)
    }
}
