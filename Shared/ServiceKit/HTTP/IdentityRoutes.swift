import Hummingbird
import Model

/// Tokens and units, for administrators: `/identity/v1/...`.
struct IdentityRoutes: Sendable {
    let identity: IdentityStore
    let authenticator: Authenticator

    func add(to router: RouterGroup<ServiceRequestContext>) {
        router.get("/identity/v1/me") { _, context -> Response in
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
        router.get("/identity/v1/units") { _, context -> Response in
            _ = try context.requireActor()
            return .json(try await self.identity.units())
        }
        router.get("/identity/v1/tokens") { _, context -> Response in
            try Self.requireAdministrator(context)
            return .json(try await self.identity.tokens())
        }
        router.post("/identity/v1/tokens", use: self.createToken)
        router.delete("/identity/v1/tokens/{prefix}") { _, context in
            try Self.requireAdministrator(context)
            guard try await self.identity.revokeToken(prefix: context.parameters.get("prefix") ?? "") else {
                throw Refusal.notFound
            }
            self.authenticator.forgetAll()
            return Response(status: .noContent)
        }
        router.post("/identity/v1/sign-in-links") { request, context -> Response in
            let actor = try Self.requireAdministrator(context)
            let body = try await request.jsonBody(allowEmpty: true)
            let person = body.json["person"]?.stringValue ?? "admin"
            _ = actor
            let secret = try await self.identity.createLink(person: person)
            return .json(JSON.object(["path": "/sign-in?code=\(secret.text)"]).bytes, status: .created)
        }
    }

    @discardableResult
    private static func requireAdministrator(_ context: ServiceRequestContext) throws -> Actor {
        let actor = try context.requireActor()
        guard actor.access.allows(.admin, in: IdentitySchema.rootUnit) else {
            throw Refusal.forbidden(.admin, unit: IdentitySchema.rootUnit)
        }
        return actor
    }

    @Sendable private func createToken(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try Self.requireAdministrator(context)
        let body = try await request.jsonBody().json
        let name = body["name"]?.stringValue?.trimmed ?? ""
        guard (1...100).contains(name.unicodeScalars.count) else {
            throw ValidationError("/name", .maxLength, .range("1", "100"))
        }
        // The name is shown in histories, events and lists: one line of text.
        guard !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw ValidationError("/name", .controlCharacter, Label(zh: "含有控制字符", en: "Contains a control character"))
        }
        let roleText = body["role"]?.stringValue ?? ""
        guard let role = Role(rawValue: roleText) else {
            let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("/role", .code, Label(zh: "应为其中之一：\(roles)", en: "Must be one of \(roles)"))
        }
        let days = Int(body["days"]?.integerValue ?? 90)
        guard (1...366).contains(days) else { throw ValidationError("/days", .range, .range("1", "366")) }
        let unit = body["unit"]?.stringValue ?? IdentitySchema.rootUnit
        let secret = try await self.identity.createToken(
            name: name, grants: [(role: role, unit: unit)], days: days, by: actor.name)
        let answer: JSON = ["token": .string(secret.text), "prefix": .string(secret.prefix)]
        return .json(answer.bytes, status: .created)
    }
}

extension JSON {
    fileprivate static func object(_ members: KeyValuePairs<String, String>) -> JSON {
        var object = JSONObject()
        for (key, value) in members { object[key] = .string(value) }
        return .object(object)
    }
}
