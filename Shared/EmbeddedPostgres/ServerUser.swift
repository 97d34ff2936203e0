#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Who runs the server: ourselves, or, because PostgreSQL refuses to run as root, somebody without privileges.
struct ServerUser: Sendable, Equatable {
    let name: String
    let user: uid_t
    let group: gid_t

    /// Whether the server programs must be started as somebody else than we are.
    var isOther: Bool { self.user != geteuid() }

    /// Finds who runs the server on `folder`.
    ///
    /// A cluster that already exists is run by its owner, so that using it once as root does not take it away.
    static func find(for folder: ClusterFolder) throws -> ServerUser {
        let owner = Self.owner(of: folder.cluster)
        guard geteuid() == 0 else {
            let own =
                ServerUser.with(id: geteuid()) ?? ServerUser(name: "\(geteuid())", user: geteuid(), group: getegid())
            if let owner, owner != own.user {
                throw EmbeddedPostgresError(
                    .folderNotUsable,
                    "The database in \(folder.path) belongs to user \(ServerUser.with(id: owner)?.name ?? "\(owner)"), "
                        + "not to \(own.name). Start as that user or as root, or choose another data folder."
                )
            }
            return own
        }
        if let owner, owner != 0, let found = ServerUser.with(id: owner) { return found }
        if let found = ServerUser.named("postgres") ?? ServerUser.named("nobody"), found.user != 0 { return found }
        throw EmbeddedPostgresError(
            .folderNotUsable,
            "PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody to run it as. "
                + "Create one (useradd --system postgres) or start as an ordinary user."
        )
    }

    /// The program and arguments that run a program as this user.
    ///
    /// A helper program changes the user, because changing it between fork and exec can hang: glibc's `setgroups` then
    /// waits for threads that the child does not have.
    func invocation(of program: String, _ arguments: [String]) throws -> (program: String, arguments: [String]) {
        guard self.isOther else { return (program, arguments) }
        let helpers = [
            ("setpriv", ["--reuid=\(self.user)", "--regid=\(self.group)", "--clear-groups", "--"]),
            ("sudo", ["-n", "-u", "#\(self.user)", "--"]),
        ]
        for (name, options) in helpers {
            for folder in ["/usr/bin", "/bin", "/usr/sbin", "/sbin"] where access("\(folder)/\(name)", X_OK) == 0 {
                return ("\(folder)/\(name)", options + [program] + arguments)
            }
        }
        throw EmbeddedPostgresError(
            .folderNotUsable,
            "PostgreSQL does not run as root, and running it as \(self.name) needs the program setpriv (package util-linux)."
        )
    }

    private static func owner(of path: String) -> uid_t? {
        var information = stat()
        return stat(path, &information) == 0 ? information.st_uid : nil
    }

    private static func named(_ name: String) -> ServerUser? {
        Self.lookUp { getpwnam_r(name, $0, $1, $2, $3) }
    }

    private static func with(id: uid_t) -> ServerUser? {
        Self.lookUp { getpwuid_r(id, $0, $1, $2, $3) }
    }

    private typealias Query = (
        UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
        UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
    ) -> CInt

    private static func lookUp(_ query: Query) -> ServerUser? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { buffer in
            var entry = passwd()
            var found: UnsafeMutablePointer<passwd>?
            guard let base = buffer.baseAddress,
                query(&entry, base, buffer.count, &found) == 0, found != nil, let name = entry.pw_name
            else { return nil }
            return ServerUser(name: String(cString: name), user: entry.pw_uid, group: entry.pw_gid)
        }
    }
}
