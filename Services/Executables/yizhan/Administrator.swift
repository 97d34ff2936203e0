import Model
import ServiceKit
import YizhanCommands

/// The commands for administrators, over the database itself.
///
/// Who has the database may do everything; what is done goes through the same rules and into the same audit trail as
/// what is done on pages.
struct Administrator: Administration {
    let host: Host
    private let language: DisplayLanguage

    init(_ host: Host, language: DisplayLanguage) {
        self.host = host
        self.language = language
    }

    private var identity: IdentityStore { self.host.identity }

    func migrate() async throws -> [String] {
        try await self.host.install()
    }

    // MARK: Tokens and links

    func createToken(_ request: TokenRequest) async throws -> IssuedToken {
        let role = try self.role(request.role)
        var input = JSONObject()
        input[APIToken.name.name] = .string(request.name)
        input[APIToken.role.name] = .string(role.rawValue)
        if let unit = request.unit { input[APIToken.unit.name] = .string(unit) }
        input[APIToken.types.name] = EventTypeGrant.json(request.types)
        input[APIToken.days.name] = .integer(Int64(request.days))
        let object = input
        let secret: Secret = try await self.explaining {
            let token = try NewToken(.object(object))
            return try await self.identity.change(as: .system("yizhan token")) { try await token.make($0) }
        }
        return IssuedToken(id: secret.prefix, secret: secret.text)
    }

    func tokens() async throws -> [TokenSummary] {
        try await self.identity.tokens().map { token in
            let grants = (token[APIToken.grants] ?? []).map { grant in
                "\(grant[RoleGrant.role] ?? "") in \(grant[RoleGrant.unit] ?? "")"
            }
            var members = [(name: "name", value: token[APIToken.name] ?? "")]
            members.append((name: "grants", value: grants.joined(separator: ", ")))
            if let types = EventTypeGrant.patterns(token) {
                members.append((name: APIToken.types.name, value: types.joined(separator: ", ")))
            }
            for field in [APIToken.state, SystemFields.createdAt, APIToken.expiresAt, APIToken.revokedAt] {
                if let value = token[field] { members.append((name: field.name, value: value)) }
            }
            return TokenSummary(id: token[APIToken.prefix] ?? "", members: members)
        }
    }

    func revokeToken(id: String) async throws -> Bool {
        try await self.identity.change(as: .system("yizhan token")) { try await $0.revokeToken(prefix: id) }
    }

    func signInLink(baseURL: String, person: String?) async throws -> String {
        try await self.explaining {
            var name = person
            if name == nil { name = try await self.identity.ensureAdministrator(by: "yizhan link") }
            let secret = try await self.identity.createLink(person: name ?? "", by: "yizhan link")
            return "\(baseURL)/sign-in?code=\(secret.text)"
        }
    }

    // MARK: People and units

    func createPerson(_ request: PersonRequest) async throws -> JSON {
        let role = try request.role.map(self.role)
        var input = JSONObject()
        input[Person.name.name] = .string(request.name)
        input[Person.display.name] = Self.text(request.zh, request.en)
        let object = input
        return try await self.changing("yizhan person") { change in
            let record = try await change.createPerson(Person.fields.validateNew(.object(object)))
            guard let role else { return record }
            return try await change.grant(role, in: request.unit ?? IdentitySchema.rootUnit, to: request.name)
        }
    }

    func people() async throws -> [JSON] {
        var people: [JSON] = []
        var last: String?
        repeat {
            let page = try await self.identity.people(after: last, limit: 500)
            people += page.map { .object($0.object) }
            last = page.last?[Person.name]
        } while last != nil
        return people
    }

    func grant(_ role: String, in unit: String?, to person: String) async throws -> JSON {
        let role = try self.role(role)
        return try await self.changing("yizhan person") { change in
            try await change.grant(role, in: unit ?? IdentitySchema.rootUnit, to: person)
        }
    }

    func withdraw(_ role: String, in unit: String?, from person: String) async throws -> JSON {
        let role = try self.role(role)
        return try await self.changing("yizhan person") { change in
            try await change.withdraw(role, in: unit ?? IdentitySchema.rootUnit, from: person)
        }
    }

    func setDisabled(_ isDisabled: Bool, person: String) async throws -> JSON {
        try await self.changing("yizhan person") { change in
            try await change.setState(of: person, by: isDisabled ? "disable" : "enable", expecting: nil)
        }
    }

    func createUnit(_ request: UnitRequest) async throws -> JSON {
        var input = JSONObject()
        input[OrganisationalUnit.code.name] = .string(request.code)
        input[OrganisationalUnit.parent.name] = .string(request.parent ?? OrganisationalUnit.root)
        input[OrganisationalUnit.name.name] = Self.text(request.zh, request.en)
        var valid = JSONObject()
        if let from = request.from { valid["from"] = .string(from) }
        if let last = request.last {
            // People say the last day; records hold the day after it. What is no date is refused with the rest.
            valid["to"] = .string(CalendarDate(last)?.adding(days: 1)?.description ?? last)
        }
        if !valid.isEmpty { input[OrganisationalUnit.valid.name] = .object(valid) }
        let object = input
        return try await self.changing("yizhan unit") { change in
            try await change.createUnit(OrganisationalUnit.fields.validateNew(.object(object)))
        }
    }

    func units() async throws -> [JSON] {
        try await self.identity.units().map { .object($0.object) }
    }

    func checks() async -> [Check] {
        await self.host.checks().map { check in
            Check(check.name, !check.isGood ? .bad : check.isDoubtful ? .doubtful : .good, check.finding)
        }
    }

    // MARK: Words

    private func role(_ text: String) throws -> Role {
        guard let role = Role(rawValue: text) else {
            let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandError(
                .usage, self.language == .zh ? "--role 应为其中之一：\(roles)。" : "--role is one of \(roles).")
        }
        return role
    }

    private static func text(_ zh: String?, _ en: String?) -> JSON? {
        LocalizedText(zh: zh, en: en)?.fieldJSON
    }

    private func changing(
        _ name: String, _ body: @Sendable (IdentityChange) async throws -> Record,
    ) async throws -> JSON {
        try await self.explaining { .object(try await self.identity.change(as: .system(name), body).object) }
    }

    /// Says what was refused in the reader's language.
    func explaining<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as Refusal {
            throw CommandError(.failed, error.explanation(self.language))
        } catch let error as Model.ValidationError {
            let lines = error.issues.map { issue in
                issue.field.isEmpty ? issue.message(self.language) : "\(issue.field): \(issue.message(self.language))"
            }
            throw CommandError(.failed, lines.joined(separator: "\n"))
        }
    }
}
