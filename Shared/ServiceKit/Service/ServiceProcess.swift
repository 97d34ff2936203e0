import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// A process that runs some services until it is told to stop: what the executables consist of.
public enum ServiceProcess {
    /// Brings the database up to date and serves.
    ///
    /// SIGTERM and SIGINT stop it gracefully: requests under way are answered, positions are stored.
    public static func run(_ services: [ServiceDefinition]) async {
        do {
            try await Self.serve(services)
        } catch {
            // Said in one line and without a trace: what is wrong is outside the program.
            let reason = HostError(explaining: error)?.description ?? "\(error)"
            FileHandle.standardError.write(Data("yizhan: \(reason)\n".utf8))
            exit(1)
        }
    }

    private static func serve(_ services: [ServiceDefinition]) async throws {
        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        let logger = Logger(label: "yizhan")
        let host = try Host(services, configuration: .fromEnvironment(), logger: logger)
        let applied = try await host.install()
        if !applied.isEmpty {
            logger.notice("Database brought up to date", metadata: ["migrations": "\(applied.count)"])
        }
        let group = ServiceGroup(
            services: host.services { port in logger.notice("Ready", metadata: ["port": "\(port)"]) },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger)
        try await group.run()
    }
}
