import FoundationEssentials
import Subprocess
import SystemPackage

/// Runs one of PostgreSQL's programs to its end, as the server's user.
struct ServerCommand: Sendable {
    let user: ServerUser

    struct Outcome: Sendable {
        let succeeded: Bool
        /// Standard output, then standard error.
        let output: String
    }

    func run(_ program: String, _ arguments: [String], input: String = "") async throws -> Outcome {
        let (program, arguments) = try self.user.invocation(of: program, arguments)
        let result = try await Subprocess.run(
            .path(FilePath(program)),
            arguments: Arguments(arguments),
            environment: Self.environment,
            workingDirectory: "/",
            platformOptions: Self.options,
            input: .string(input),
            output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20)
        )
        return Outcome(
            succeeded: result.terminationStatus.isSuccess,
            output: result.standardOutput + result.standardError
        )
    }

    /// A session of its own: Ctrl-C at our terminal is for us, the server is stopped after everything that uses it.
    static var options: PlatformOptions {
        var options = PlatformOptions()
        options.createSession = true
        return options
    }

    /// Nothing of ours but the search path: `PGDATA`, `PGPORT` and our own secrets are not for the server.
    static var environment: Environment {
        .custom([
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
            "LC_ALL": "C",
            "LC_MESSAGES": "C",
        ])
    }
}
