import Logging
import YizhanCommands

/// The one place where the command line meets the services.
enum Composition {
    /// All services on one port.
    static func office(_ configuration: OfficeConfiguration) async throws -> Office {
        Office(services: [], untilReady: {}, signInLink: { nil }, commandLineToken: { nil })
    }

    /// What administrators' commands need, on a database.
    static func administration(databaseURL: String, logger: Logger) async throws -> any Administration {
        throw CommandError(.failed, "This build holds no services.")
    }
}
