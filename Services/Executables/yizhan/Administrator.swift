import Model
import ServiceKit
import YizhanCommands

/// The commands for administrators, over the database itself.
struct Administrator: Administration {
    private let host: Host

    init(_ host: Host) {
        self.host = host
    }

    func migrate() async throws -> [String] {
        try await self.host.install()
    }

    func createToken(_ request: TokenRequest) async throws -> IssuedToken {
        guard let role = Role(rawValue: request.role) else {
            let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandError(.usage, "--role is one of \(roles).")
        }
        let secret = try await self.host.identity.createToken(
            name: request.name, grants: [(role: role, unit: request.unit ?? IdentitySchema.rootUnit)],
            days: request.days, by: "yizhan token")
        return IssuedToken(id: secret.prefix, secret: secret.text)
    }

    func tokens() async throws -> [TokenSummary] {
        let tokens = try JSON(parsing: await self.host.identity.tokens()).arrayValue ?? []
        return tokens.map { token in
            let grants = (token["grants"]?.arrayValue ?? []).map { grant in
                "\(grant["role"]?.stringValue ?? "") in \(grant["unit"]?.stringValue ?? "")"
            }
            var members = [(name: "name", value: token["name"]?.stringValue ?? "")]
            members.append((name: "grants", value: grants.joined(separator: ", ")))
            for name in ["createdAt", "expiresAt", "revokedAt"] {
                if let value = token[name]?.stringValue { members.append((name: name, value: value)) }
            }
            return TokenSummary(id: token["prefix"]?.stringValue ?? "", members: members)
        }
    }

    func revokeToken(id: String) async throws -> Bool {
        try await self.host.identity.revokeToken(prefix: id)
    }

    func signInLink(baseURL: String) async throws -> String {
        try await self.host.identity.ensurePerson("admin", role: .admin, unit: IdentitySchema.rootUnit)
        let secret = try await self.host.identity.createLink(person: "admin")
        return "\(baseURL)/sign-in?code=\(secret.text)"
    }

    func checks() async -> [Check] {
        await self.host.checks().map { check in
            Check(check.name, check.isGood ? .good : .bad, check.finding)
        }
    }
}
