import HTTPTypes
import Hummingbird
public import Model
import Synchronization

extension IdentityRoutes {
    var tokenEndpoints: [Endpoint] {
        let path = "/identity/v1/tokens"
        let text: JSON = ["type": "string"]
        let secret: (String) -> JSON = { name in
            ["type": "object", "properties": .object(JSONObject([(name, text), ("prefix", text)]))]
        }
        return [
            Endpoint(
                .get, path, "listTokens", "Tokens, newest first, without anything secret",
                answer: Self.page(of: "Token")
            ) { _, context in
                let actor = try context.requireAdministrator()
                return .records(try await self.identity.tokens(within: actor.access.units(.admin)))
            },
            Endpoint(
                .post, path, "createToken",
                "Make a token; it is in the first answer and nowhere else, also when the request is repeated",
                parameters: [OpenAPIWords.key], body: "NewToken", status: "201", answer: secret("token")
            ) { request, context in
                let actor = try context.requireAdministrator()
                let body = try await request.jsonBody(acceptsNull: true)
                let input = try NewToken(body.json)
                let made = Made()
                let response = try await self.change(request, body.bytes, as: actor) { change in
                    let secret = try await input.make(change)
                    made.keep(secret)
                    // What is remembered for the key is kept in the database, so it must not hold the secret.
                    return .json(JSON.object(JSONObject([("prefix", .string(secret.prefix))])).bytes, status: .created)
                }
                guard let secret = made.secret else { return response }
                let answer: JSON = ["token": .string(secret.text), "prefix": .string(secret.prefix)]
                return .json(answer.bytes, status: .created)
            },
            Endpoint(.delete, "\(path)/{prefix}", "revokeToken", "Revoke a token", status: "204") { _, context in
                let actor = try context.requireAdministrator()
                try await self.identity.change(as: actor) { change in
                    guard try await change.revokeToken(prefix: context.part("prefix")) else { throw Refusal.notFound }
                }
                return Response(status: .noContent)
            },
            Endpoint(
                .post, "/identity/v1/sign-in-links", "createSignInLink",
                "Make a link that signs a person in once within a quarter of an hour", body: "SignInLink",
                status: "201", answer: secret("path")
            ) { request, context in
                let actor = try context.requireAdministrator()
                let input = try SignInLink.fields.validateNew(try await request.jsonBody(acceptsNull: true).json)
                let secret = try await self.identity.change(as: actor) { change in
                    try await change.createLink(person: input[SignInLink.person] ?? "")
                }
                let answer: JSON = ["path": .string(SignInRoutes.path(secret)), "prefix": .string(secret.prefix)]
                return .json(answer.bytes, status: .created)
            },
        ]
    }
}

/// What a new token is to be, validated: by the same rules whoever asks, a program, a page or the command line.
public struct NewToken: Sendable {
    let name: String
    let role: Role
    let unit: String
    let days: Int
    let types: [String]?

    /// Reads the fields of ``APIToken``.
    ///
    /// - Throws: every rule that is broken.
    public init(_ input: JSON, fields: FieldSet = APIToken.fields) throws(ValidationError) {
        let record = try fields.validateNew(input)
        self.name = record[APIToken.name] ?? ""
        self.role = Role(rawValue: record[APIToken.role] ?? "") ?? .viewer
        self.unit = record[APIToken.unit] ?? IdentitySchema.rootUnit
        self.days = Int(record[APIToken.days] ?? APIToken.usualDays)
        self.types = EventTypeGrant.patterns(record)
    }

    /// Makes it.
    public func make(_ change: IdentityChange) async throws -> Secret {
        try await change.createToken(
            name: self.name, grants: [(role: self.role, unit: self.unit)], days: self.days, types: self.types)
    }
}

/// The secret that a request has made, if it was the first with its key.
final class Made: Sendable {
    private let value = Mutex<Secret?>(nil)

    var secret: Secret? { self.value.withLock { $0 } }

    func keep(_ secret: Secret) {
        self.value.withLock { $0 = secret }
    }
}
