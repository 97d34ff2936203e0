import ArgumentParser
import FoundationEssentials
import Logging
import Model
import ServiceKit
import YizhanCommands

/// The command `yizhan up`.
struct Up: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start all services on this machine, with a private database.",
        discussion: """
            Makes the data folder and the database at the first start and uses them again later. With \
            YIZHAN_DATABASE_URL set, that database is used and none is started. Prints a link to sign in with, once.

            EXAMPLES
              yizhan up --demo                  try it, with made-up records
              yizhan up --port 9000 --detach    in the background; stop it with deploy/down
              YIZHAN_DATABASE_URL=postgresql://db.example.edu/yizhan yizhan up
            """
    )

    @Option(help: "The port to listen on.")
    var port = 8080

    @Option(help: "The address to listen on; 127.0.0.1 is reached from this machine only.")
    var host = "127.0.0.1"

    @Flag(help: "Fill an empty database with made-up records.")
    var demo = false

    @Flag(help: "Return when everything is ready and run on in the background.")
    var detach = false

    @Flag(help: "Print process, address and link as JSON.")
    var json = false

    /// Says that this is the process that `--detach` has started.
    @Flag(help: .hidden)
    var background = false

    @OptionGroup var installation: InstallationOptions

    func validate() throws {
        guard (1...65_535).contains(self.port) else { throw ValidationError("--port is a number from 1 to 65535.") }
    }

    func run() async throws {
        if self.detach { return try await self.runDetached() }
        var logger = Logger(label: "yizhan") { StreamLogHandler.standardError(label: $0, metadataProvider: .trace) }
        logger.logLevel =
            self.installation.environment["YIZHAN_LOG_LEVEL"].flatMap(Logger.Level.init(rawValue:)) ?? .notice
        var startup = Startup(
            folder: self.installation.folder, environment: self.installation.environment, logger: logger)
        startup.host = self.host
        startup.port = self.port
        startup.isDemo = self.demo
        let isSilent = self.background
        do {
            try await startup.run(compose: Composition.office) { state in
                // The link is a key: it is not written to a log.
                if !isSilent { self.announce(state) }
            }
        } catch {
            guard let failure = ListenFailure(error, host: self.host, port: self.port) else { throw error }
            throw CommandError(.failed, failure.explanation(.options)(self.installation.language))
        }
    }

    private func runDetached() async throws {
        let folder = self.installation.folder
        var arguments = ["up", "--background", "--data", folder.path, "--port", "\(self.port)", "--host", self.host]
        if self.demo { arguments.append("--demo") }
        guard let program = Self.program else { throw CommandError(.failed, "This program's own path is unknown.") }
        if !self.json { Terminal.error.line("Starting in the background…") }
        self.announce(try await Detachment(folder: folder).start(program: program, arguments: arguments))
    }

    private func announce(_ state: ReadyState) {
        if self.json { return Terminal.output.line(state.json.description) }
        let banner = Banner(state, folder: self.installation.folder, isDetached: self.detach)
        Terminal.output.write(banner.text(style: Style(isOn: Terminal.output.hasColor)))
    }

    private static var program: String? {
        #if os(Linux)
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        #else
        ProcessInfo.processInfo.arguments.first
        #endif
    }
}
