import ArgumentParser
import FoundationEssentials
import Logging
import Model
import YizhanCommands

/// Which installation on this machine a command is about.
struct InstallationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder with everything of the installation (also YIZHAN_DATA).", valueName: "folder"))
    var data: String?

    var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// The language of the terminal.
    var language: DisplayLanguage { DisplayLanguage(terminalOf: self.environment) }

    var folder: DataFolder { DataFolder(option: self.data, environment: self.environment) }

    /// A quiet logger for commands that end by themselves.
    var logger: Logger {
        var logger = Logger(label: "yizhan") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning
        return logger
    }

    /// Lends the part of the services that administrators' commands use.
    func administer<Result>(_ body: (any Administration) async throws -> Result) async throws -> Result {
        try await LocalDatabase.with(folder: self.folder, environment: self.environment, logger: self.logger) { url in
            try await body(
                Composition.administration(databaseURL: url, language: self.language, logger: self.logger))
        }
    }
}
