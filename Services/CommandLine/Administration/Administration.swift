public import Model

/// What the commands for administrators ask of the services, over the database and without HTTP.
public protocol Administration: Sendable {
    /// Brings every schema up to date; returns the names of the migrations that were applied.
    func migrate() async throws -> [String]

    /// Makes a token. Its secret is told this once.
    func createToken(_ request: TokenRequest) async throws -> IssuedToken

    /// All tokens that were made, without their secrets.
    func tokens() async throws -> [TokenSummary]

    /// Ends a token; says whether there was one.
    func revokeToken(id: String) async throws -> Bool

    /// Makes a link with which somebody signs in once.
    ///
    /// - Parameter person: the account; nil for an administrator of everything.
    func signInLink(baseURL: String, person: String?) async throws -> String

    /// Makes a person's account, as the interface shows it.
    func createPerson(_ request: PersonRequest) async throws -> JSON

    /// All people and their roles, as the interface shows them.
    func people() async throws -> [JSON]

    /// Gives a person a role; in the whole university when no unit is named.
    func grant(_ role: String, in unit: String?, to person: String) async throws -> JSON

    /// Takes a role from a person.
    func withdraw(_ role: String, in unit: String?, from person: String) async throws -> JSON

    /// Disables a person's account, or enables it again.
    func setDisabled(_ isDisabled: Bool, person: String) async throws -> JSON

    /// Makes a unit, as the interface shows it.
    func createUnit(_ request: UnitRequest) async throws -> JSON

    /// All units, those above before those below, as the interface shows them.
    func units() async throws -> [JSON]

    /// Makes a login of the database for another system. Its password is told this once.
    func createDatabaseRole(_ request: DatabaseRoleRequest) async throws -> IssuedDatabaseRole

    /// All such logins that were made, as the interface shows them.
    func databaseRoles() async throws -> [JSON]

    /// Ends such a login; nil when there is none that could be ended.
    func revokeDatabaseRole(_ name: String) async throws -> JSON?

    /// Looks after the installation.
    func checks() async -> [Check]
}

/// What a new token is to be.
public struct TokenRequest: Sendable, Equatable {
    /// Who or what will use it.
    public let name: String
    /// The role it acts in.
    public let role: String
    /// The code of the organisational unit for which, with all below it; nil for the whole university.
    public let unit: String?
    /// The types of events that it may read, with `*` for anything; empty for all.
    public let types: [String]
    /// The days after which it ends.
    public let days: Int

    /// Makes a request.
    public init(name: String, role: String, unit: String?, types: [String] = [], days: Int) {
        self.name = name
        self.role = role
        self.unit = unit
        self.types = types
        self.days = days
    }
}

/// A token that was just made.
public struct IssuedToken: Sendable {
    /// By which it is revoked.
    public let id: String
    /// The token itself; a secret.
    public let secret: String

    /// Makes the pair.
    public init(id: String, secret: String) {
        self.id = id
        self.secret = secret
    }
}

/// What may be shown of a token.
public struct TokenSummary: Sendable {
    /// By which it is revoked.
    public let id: String
    /// Its members in the order in which they are shown, beginning with its name.
    public let members: [(name: String, value: String)]

    /// Makes a summary.
    public init(id: String, members: [(name: String, value: String)]) {
        self.id = id
        self.members = members
    }

    /// The form of `--json`.
    public var json: JSON {
        var object = JSONObject()
        object["id"] = .string(self.id)
        for member in self.members { object[member.name] = .string(member.value) }
        return .object(object)
    }
}
