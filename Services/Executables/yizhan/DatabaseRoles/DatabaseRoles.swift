import ArgumentParser

/// The command `yizhan database-roles`.
struct DatabaseRoles: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database-roles",
        abstract: "Make, list and revoke logins of the database for other systems.",
        discussion: """
            Such a login uses the event bus in plain SQL: it calls a few functions and can do nothing else. What they are, \
            and how to use them, is in Services/Events/SQL.

            Works on the machine of the installation, as the login that migrates (YIZHAN_DATABASE_MIGRATION_URL).
            """,
        subcommands: [DatabaseRoleCreate.self, DatabaseRoleList.self, DatabaseRoleRevoke.self]
    )
}
