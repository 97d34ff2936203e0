import Foundation
import Logging
import Model
import ServiceLifecycle
import UnixSignals

/// A process that runs one service until it is told to stop: what the executables consist of.
public enum ServiceProcess {
    /// Why the process does not run, and what it ends with.
    private struct StartRefusal: Error {
        let message: Label
        /// 64 is wrong use (BSD `EX_USAGE`).
        var status: Int32 = 64
    }

    /// Brings the database up to date and serves, or says what it was asked on its command line.
    ///
    /// SIGTERM and SIGINT stop it gracefully: requests under way are answered, positions are stored.
    public static func run(_ service: ServiceDefinition) async {
        let environment = ProcessInfo.processInfo.environment
        let language = DisplayLanguage(terminalOf: environment)
        do {
            switch ServiceCommand(Array(ProcessInfo.processInfo.arguments.dropFirst())) {
            case .help: FileHandle.standardOutput.write(Data(ServiceHelp(service).text(language).utf8))
            case .version: FileHandle.standardOutput.write(Data("\(ServiceHelp(service).version)\n".utf8))
            case .unknown(let argument):
                throw StartRefusal(message: ServiceCommand.refusal(of: argument, program: service.name))
            case .serve:
                if let message = ServiceEnvironment.refusal(of: environment) { throw StartRefusal(message: message) }
                try await Self.serve(service)
            }
        } catch let refusal as StartRefusal {
            Self.end(service, refusal.message(language), status: refusal.status)
        } catch {
            // Said in one line and without a trace: what is wrong is outside the program.
            Self.end(service, HostError(explaining: error)?.description ?? "\(error)", status: 1)
        }
    }

    private static func end(_ service: ServiceDefinition, _ message: String, status: Int32) -> Never {
        FileHandle.standardError.write(Data("\(service.name): \(message)\n".utf8))
        exit(status)
    }

    private static func serve(_ service: ServiceDefinition) async throws {
        LoggingSystem.bootstrap(StreamLogHandler.standardError(label:metadataProvider:), metadataProvider: .trace)
        let logger = Logger(label: "yizhan")
        let configuration = try HostConfiguration.fromEnvironment()
        let host = try Host([service], configuration: configuration, logger: logger)
        host.collectMetricsOfLibraries()
        let applied = try await host.install()
        if !applied.isEmpty {
            logger.notice("Database brought up to date", metadata: ["migrations": "\(applied.count)"])
        }
        let group = ServiceGroup(
            services: host.services { port in logger.notice("Ready", metadata: ["port": "\(port)"]) },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger)
        do {
            try await group.run()
        } catch {
            guard let failure = ListenFailure(error, host: configuration.host, port: configuration.port) else {
                throw error
            }
            throw StartRefusal(message: failure.explanation(.variables), status: 1)
        }
    }
}
