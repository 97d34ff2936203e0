import EventBus
import Glibc
import Logging

/// A producer or a consumer of the bus in a process of its own, which tests may kill, stop and deceive.
///
///     BusWorker consume url=… subscription=… [name=value …]
///     BusWorker produce url=… key=… [name=value …]
@main
enum BusWorker {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let settings = Settings(arguments.dropFirst())
        // Warnings go where tests can show them when they fail.
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        var logger = Logger(label: "worker")
        logger.logLevel = .notice
        Self.dieWithParent()
        do {
            switch arguments.first {
            case "consume": try await Consumer(settings, logger).run()
            case "produce": try await Producer(settings, logger).run()
            default: throw SettingsError(description: "what to do was not said")
            }
        } catch {
            logger.error("It cannot go on", metadata: ["error": "\(error)"])
            exit(1)
        }
    }

    /// A test that ends without having ended its workers must not leave them to themselves.
    private static func dieWithParent() {
        let parent = getppid()
        Task.detached {
            while getppid() == parent { try? await Task.sleep(for: .seconds(1)) }
            exit(2)
        }
    }
}
