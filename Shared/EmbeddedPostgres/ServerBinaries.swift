import FoundationEssentials

/// The folder with `postgres` and `initdb`, and the version they are of.
struct ServerBinaries: Sendable {
    /// The oldest major version whose features the services use.
    static let oldestVersion = 14

    let folder: String
    let majorVersion: Int

    var postgres: String { "\(self.folder)/postgres" }
    var initdb: String { "\(self.folder)/initdb" }

    /// Finds server programs for a cluster of `clusterVersion`, or for a new one.
    ///
    /// `YIZHAN_POSTGRES_BIN` is taken at its word: when it is set and wrong, that is an error, not a reason to look on.
    static func find(
        clusterVersion: Int?, environment: [String: String], command: ServerCommand
    ) async throws -> ServerBinaries {
        if let chosen = environment["YIZHAN_POSTGRES_BIN"], !chosen.isEmpty {
            guard let version = await Self.version(in: chosen, command) else {
                throw EmbeddedPostgresError(
                    .binariesNotFound,
                    "YIZHAN_POSTGRES_BIN is \(chosen), but no working postgres and initdb are there"
                        + (command.user.isOther ? " for user \(command.user.name)." : ".")
                )
            }
            return try ServerBinaries(folder: chosen, majorVersion: version).checked(against: clusterVersion)
        }
        var found: [ServerBinaries] = []
        for folder in await Self.candidates(environment: environment, command) {
            guard let version = await Self.version(in: folder, command) else { continue }
            let binaries = ServerBinaries(folder: folder, majorVersion: version)
            if version == clusterVersion ?? version, version >= Self.oldestVersion { return binaries }
            found.append(binaries)
        }
        guard let first = found.first else {
            throw EmbeddedPostgresError(
                .binariesNotFound,
                "No PostgreSQL server programs were found. Install them (Debian, Ubuntu: apt-get install postgresql), "
                    + "or set YIZHAN_POSTGRES_BIN to the folder that holds postgres and initdb, "
                    + "or set YIZHAN_DATABASE_URL to a server that runs elsewhere."
            )
        }
        return try first.checked(against: clusterVersion)
    }

    func checked(against clusterVersion: Int?) throws -> ServerBinaries {
        guard self.majorVersion >= Self.oldestVersion else {
            throw EmbeddedPostgresError(
                .wrongVersion,
                "PostgreSQL \(Self.oldestVersion) or newer is needed; \(self.folder) has \(self.majorVersion)."
            )
        }
        if let clusterVersion, clusterVersion != self.majorVersion {
            throw EmbeddedPostgresError(
                .wrongVersion,
                "The database was made by PostgreSQL \(clusterVersion), but only \(self.majorVersion) is installed "
                    + "(\(self.folder)). Install postgresql-\(clusterVersion), or move the data with pg_upgrade."
            )
        }
        return self
    }

    private static func candidates(environment: [String: String], _ command: ServerCommand) async -> [String] {
        var folders: [String] = []
        if let pgConfig = Self.program("pg_config", environment),
            let outcome = try? await command.run(pgConfig, ["--bindir"]), outcome.succeeded
        {
            folders.append(outcome.output.trimmingSuffix { $0.isWhitespace })
        }
        for root in ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
            let versions = names.compactMap { name -> (version: Int, name: String)? in
                guard let version = Int(name.replacing("postgresql@", with: "")) else { return nil }
                return (version, name)
            }
            folders += versions.sorted { $0.version > $1.version }.map { "\(root)/\($0.name)/bin" }
        }
        if let postgres = Self.program("postgres", environment) {
            folders.append(String(postgres.dropLast("/postgres".count)))
        }
        folders.append("/usr/local/pgsql/bin")
        return folders
    }

    private static func program(_ name: String, _ environment: [String: String]) -> String? {
        (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// The major version of the programs in a folder; nil when they are incomplete or do not run.
    private static func version(in folder: String, _ command: ServerCommand) async -> Int? {
        guard FileManager.default.isExecutableFile(atPath: "\(folder)/postgres"),
            FileManager.default.isExecutableFile(atPath: "\(folder)/initdb"),
            let outcome = try? await command.run("\(folder)/postgres", ["--version"]), outcome.succeeded
        else { return nil }
        // "postgres (PostgreSQL) 15.18 (Debian ...)", "postgres (PostgreSQL) 18beta1"
        return outcome.output.split(separator: " ").compactMap { Int($0.prefix { $0.isNumber }) }.first
    }
}

extension String {
    fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> String {
        var text = self
        while let last = text.last, predicate(last) { text.removeLast() }
        return text
    }
}
