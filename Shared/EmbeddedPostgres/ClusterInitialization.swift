import FoundationEssentials

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Makes a new cluster with its database in it.
struct ClusterInitialization {
    let folder: ClusterFolder
    let binaries: ServerBinaries
    let command: ServerCommand

    /// Builds beside the final place and renames at the end: an interrupted first start leaves nothing to repair.
    func run() async throws {
        let target = self.folder.unfinishedCluster
        if FileManager.default.fileExists(atPath: target) {
            try FileManager.default.removeItem(atPath: target)
        }
        if FileManager.default.fileExists(atPath: self.folder.cluster) {
            throw EmbeddedPostgresError(
                .folderNotUsable,
                "\(self.folder.cluster) exists but holds no PostgreSQL data. Move it away or choose another data folder."
            )
        }
        try await self.step(
            "initdb",
            self.binaries.initdb,
            [
                "-D", target, "-U", ServerSettings.superuser, "--encoding=UTF8", "--locale=\(Self.locale)",
                "--auth=trust", "--data-checksums",
            ]
        )
        try self.configure(target)
        // One user, no network, no socket: the database is there before anybody can connect.
        try await self.step(
            "The set-up of the database",
            self.binaries.postgres,
            ["--single", "-D", target, "-c", "logging_collector=off", "-c", "exit_on_error=on", "postgres"],
            input: "CREATE DATABASE \(ServerSettings.database)\n"
        )
        guard rename(target, self.folder.cluster) == 0 else {
            throw EmbeddedPostgresError(
                .initializationFailed, "\(target) cannot be renamed: \(String(cString: strerror(errno))).")
        }
    }

    /// Sorting by code point: the same on every machine and after every upgrade of the C library.
    private static var locale: String {
        #if canImport(Darwin)
        "C"
        #else
        "C.UTF-8"
        #endif
    }

    private func configure(_ target: String) throws {
        let configuration = "\(target)/postgresql.conf"
        let text = try String(contentsOfFile: configuration, encoding: .utf8) + "\ninclude_if_exists = 'yizhan.conf'\n"
        // Written in place, not replaced: owner and mode stay what initdb made them.
        try text.write(toFile: configuration, atomically: false, encoding: .utf8)
        try ServerSettings.hostBasedAuthentication
            .write(toFile: "\(target)/pg_hba.conf", atomically: false, encoding: .utf8)
    }

    private func step(_ name: String, _ program: String, _ arguments: [String], input: String = "") async throws {
        let outcome = try await self.command.run(program, arguments, input: input)
        let failed = !outcome.succeeded || outcome.output.contains("FATAL:") || outcome.output.contains("ERROR:")
        if failed {
            throw EmbeddedPostgresError(
                .initializationFailed, "\(name) failed.", output: outcome.output, folder: self.folder.path)
        }
    }
}
