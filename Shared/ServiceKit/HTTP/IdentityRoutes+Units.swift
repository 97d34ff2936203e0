import HTTPTypes
package import Hummingbird
package import Model

extension IdentityRoutes {
    var unitEndpoints: [Endpoint] {
        let path = "/identity/v1/units"
        let unit = OpenAPIWords.reference("Unit")
        return [
            Endpoint(
                .get, path, "listUnits", "All units, those above before those below", answer: Self.page(of: "Unit")
            ) { _, context in
                _ = try context.requireActor()
                return .records(try await self.identity.units())
            },
            Endpoint(
                .post, path, "createUnit", "Make a unit", parameters: [OpenAPIWords.key], body: "NewUnit",
                status: "201", answer: unit, hasETag: true
            ) { request, context in
                let actor = try context.requireAdministrator()
                let body = try await request.jsonBody(acceptsNull: true)
                let input = try OrganisationalUnit.fields.validateNew(body.json)
                return try await self.change(request, body.bytes, as: actor) { change in
                    let unit = try await change.createUnit(input)
                    return .created(unit, at: "\(path)/\(unit[OrganisationalUnit.code] ?? "")")
                }
            },
            Endpoint(.get, "\(path)/{code}", "readUnit", "Read a unit", answer: unit, hasETag: true) {
                request, context in
                _ = try context.requireActor()
                guard let unit = try await self.identity.unit(context.part("code")) else { throw Refusal.notFound }
                return .read(unit, request)
            },
            Endpoint(
                .patch, "\(path)/{code}", "updateUnit", "Rename, move or date a unit by JSON Merge Patch",
                parameters: [OpenAPIWords.ifMatch], body: "UnitPatch", bodyType: "application/merge-patch+json",
                answer: unit, hasETag: true
            ) { request, context in
                let actor = try context.requireAdministrator()
                let body = try await request.jsonBody(
                    types: ["application/merge-patch+json", "application/json"], acceptsNull: true)
                let version = try request.requireVersion()
                return .record(
                    try await self.identity.change(as: actor) { change in
                        try await change.changeUnit(context.part("code"), body.json, expecting: version)
                    })
            },
            Endpoint(
                .delete, "\(path)/{code}", "deleteUnit", "Delete a unit that nothing refers to",
                parameters: [OpenAPIWords.ifMatch], status: "204"
            ) { request, context in
                let actor = try context.requireAdministrator()
                let version = try request.requireVersion()
                try await self.identity.change(as: actor) { change in
                    try await change.deleteUnit(context.part("code"), expecting: version)
                }
                return Response(status: .noContent)
            },
        ]
    }
}

extension Response {
    /// What was just made, and where it is.
    package static func created(_ record: Record, at path: String) -> Response {
        var response = Response.record(record, status: .created)
        response.headers[.location] = path
        return response
    }

    /// What was read, unless the reader has it already.
    package static func read(_ record: Record, _ request: Request) -> Response {
        guard let etag = record.etag, request.knows(etag) else { return .record(record) }
        return Response(status: .notModified, headers: [.eTag: etag])
    }
}
