import Hummingbird
import Model
import ServiceKit
import WebPages

/// The page of logins of the database, for administrators: those of the units that they administer.
///
/// It shows and changes nothing: to make a login takes a right that no service has, and must not get for the sake of a
/// form. Who operates the server makes them (`yizhan database-roles`), as the login that migrates.
struct DatabaseRolePages: Sendable {
    private let runtime: ServiceRuntime

    init(_ runtime: ServiceRuntime) {
        self.runtime = runtime
    }

    static let link = PageLink(
        Label(zh: "数据库登录", en: "Database logins"), href: DatabaseRolesPage.path, for: [.admin])

    var routes: [PageRoute] { [.get(DatabaseRolesPage.path, self.list)] }

    @Sendable private func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireAdministrator()
        let units = try await IdentityStore(pool: self.runtime.pool).units()
        let page = DatabaseRolesPage(
            roles: try await DatabaseRoleRows.all(on: self.runtime.pool, within: actor.access.units(.admin)),
            titles: UnitNames(units, context.language).titles)
        return .page(page, to: request, context, navigation: self.runtime.process.navigation)
    }
}
