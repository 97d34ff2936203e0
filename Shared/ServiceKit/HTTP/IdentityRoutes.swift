import Database
import Foundation
package import HTTPTypes
package import Hummingbird
package import Model

/// Units, people, tokens and what was done to them: `/identity/v1/...`.
///
/// They are no record types of a service. A unit and a person are known by a name and have no id and no owning unit;
/// every service's records refer to units; and who may change them is a question of the tree itself. So they have
/// routes of their own, made from the declarations of their fields as everything else is.
package struct IdentityRoutes: Sendable {
    let identity: IdentityStore
    /// Where answers to requests with a key are remembered: in the schema of the service that administers here.
    let register: IdempotencyRegister

    func add(to router: RouterGroup<ServiceRequestContext>) {
        let endpoints = self.endpoints
        for endpoint in endpoints { endpoint.add(to: router) }
        // Made once: the declarations do not change while a process runs.
        let document = OpenAPIDocument.document(
            of: Label(zh: "单位、人员与令牌", en: "Units, people and tokens"), paths: endpoints.paths,
            schemas: Self.schemas,
            description: """
                An administrator of a unit acts in that unit and all below it; an administrator of `university` \
                everywhere. A change works at once in every process, and leaves an entry in the audit trail. Changes \
                need the ETag that was read in `If-Match`. Errors are problem documents (RFC 9457) that name each \
                field, in the language of `Accept-Language`.
                """
        ).bytes
        router.get("/identity/openapi.json") { _, _ in Response.json(document) }
    }

    var endpoints: [Endpoint] {
        [self.me] + self.unitEndpoints + self.peopleEndpoints + self.roleEndpoints + self.tokenEndpoints
            + [self.auditEndpoint]
    }

    private static var schemas: JSONObject {
        var schemas = JSONObject()
        schemas["Unit"] = JSONSchema.output(OrganisationalUnit.fields.without(required: "parent"), always: ["version"])
        schemas["NewUnit"] = JSONSchema.input(OrganisationalUnit.fields.fields, requiring: true)
        schemas["UnitPatch"] = JSONSchema.input(OrganisationalUnit.fields.fields, requiring: false)
        schemas["Person"] = JSONSchema.output(Person.fields, always: ["state", "grants", "createdAt", "version"])
        schemas["NewPerson"] = JSONSchema.input(Person.fields.fields, requiring: true)
        schemas["PersonPatch"] = JSONSchema.input(Person.fields.fields, requiring: false)
        schemas["RoleGrant"] = JSONSchema.input(RoleGrant.fields.fields, requiring: true)
        schemas["Token"] = JSONSchema.output(APIToken.shown, always: ["prefix", "state", "grants"])
        schemas["NewToken"] = JSONSchema.input(APIToken.fields.fields, requiring: true)
        schemas["SignInLink"] = JSONSchema.input(SignInLink.fields.fields, requiring: true)
        schemas["AuditEntry"] = JSONSchema.identityAuditEntry
        return schemas
    }

    private var me: Endpoint {
        Endpoint(
            .get, "/identity/v1/me", "readMe", "Who asks, and in which units each role is held",
            answer: ["type": "object", "required": ["name"], "additionalProperties": true]
        ) { _, context in
            let actor = try context.requireActor()
            var writer = JSONWriter()
            writer.beginObject()
            writer.member("name", actor.name)
            for role in Role.allCases where actor.access.allows(role) {
                writer.key(role.rawValue)
                if let units = actor.access.units(role) {
                    writer.value(.array(units.map(JSON.string)))
                } else {
                    writer.string("all")
                }
            }
            writer.endObject()
            return .json(writer.bytes)
        }
    }

    private var auditEndpoint: Endpoint {
        Endpoint(
            .get, "/identity/v1/audit", "listAudit", "What administrators did, newest first",
            parameters: KeysetPage.parameters([(name: "subject", description: "The unit, person or token.")]),
            answer: Self.page(of: "AuditEntry")
        ) { request, context in
            let actor = try context.requireAdministrator()
            let page = try KeysetPage(request.queryPairs, filters: ["subject"])
            let before = try page.after.map { text throws(ValidationError) -> Int64 in
                guard let id = Int64(text) else { throw .badCursor }
                return id
            }
            let entries = try await self.identity.audit(
                for: actor, subject: page["subject"], before: before, limit: page.lookahead)
            let (items, next) = page.cut(entries) { $0.object["id"]?.numberLiteral }
            return .records(items, next: next)
        }
    }

    package static func page(of schema: String) -> JSON {
        [
            "type": "object", "required": ["items"],
            "properties": [
                "items": ["type": "array", "items": OpenAPIWords.reference(schema)], "next": ["type": "string"],
            ],
        ]
    }

    /// Changes something, once for an Idempotency-Key where there is one.
    func change(
        _ request: Request, _ body: [UInt8], as actor: Actor,
        _ perform: @Sendable (IdentityChange) async throws -> Response,
    ) async throws -> Response {
        let key = request.headers[.idempotencyKey]
        if let key, !(1...255).contains(key.utf8.count) {
            throw ValidationError(
                "/Idempotency-Key", .maxLength, Label(zh: "应为 1 至 255 个字节", en: "Must have 1 to 255 bytes"))
        }
        return try await self.identity.change(
            as: actor, once: key, in: self.register, for: "\(request.method) \(request.uri.path)", body, perform)
    }
}

extension IdentityStore {
    /// Changes something, once for a key where there is one.
    func change(
        as actor: Actor, once key: String?, in register: IdempotencyRegister, for method: String, _ body: [UInt8],
        _ perform: @Sendable (IdentityChange) async throws -> Response,
    ) async throws -> Response {
        guard let key else { return try await self.change(as: actor, perform) }
        return try await self.change(as: actor) { change in
            try await register.once(
                key: key, actor: actor.key, method: method, body: body, on: change.connection
            ) { _ in try await perform(change) }
        }
    }
}

extension ServiceRequestContext {
    /// Who asks, when that one administers anything.
    package func requireAdministrator() throws -> Actor {
        let actor = try self.requireActor()
        guard actor.access.allows(.admin) else { throw Refusal.forbidden(.admin, unit: "") }
        return actor
    }

    /// A part of the path, decoded.
    package func part(_ name: String) -> String {
        let text = self.parameters.get(name) ?? ""
        return text.removingPercentEncoding ?? text
    }
}

extension Response {
    /// A unit or person, with its version as ETag.
    package static func record(_ record: Record, status: HTTPResponse.Status = .ok) -> Response {
        var response = Response.json(JSON.object(record.object).bytes, status: status)
        response.headers[.eTag] = record.etag
        return response
    }

    /// A list with the cursor of its next page.
    package static func records(_ records: [Record], next: String? = nil) -> Response {
        var object = JSONObject()
        object["items"] = .array(records.map { .object($0.object) })
        if let next { object["next"] = .string(next) }
        return .json(JSON.object(object).bytes)
    }
}

extension Record {
    /// The version as an ETag.
    var etag: String? { self.version.map { "\"\($0)\"" } }
}

extension ValidationError {
    package static let badCursor = ValidationError(
        "/after", .format, Label(zh: "应为上一页给出的游标 next", en: "Must be the cursor next of a page before"))
}

extension FieldSet {
    /// The same fields, one of which need not be there: of all units one has no parent.
    fileprivate func without(required name: String) -> FieldSet {
        FieldSet(
            self.fields.map { field in
                guard field.name == name else { return field }
                return FieldSpec(
                    field.name, field.kind, zh: field.label.zh, en: field.label.en, help: field.help,
                    field.traits.subtracting(.required))
            })
    }
}
