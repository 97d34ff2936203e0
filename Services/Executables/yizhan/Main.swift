import ArgumentParser
import ServiceKit
import YizhanCommands

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Runs a command and turns its failure into a message and an exit code.
@main
enum Main {
    static func main() async {
        // A reader that goes away (`| head`) ends a command by a failed write, not by a signal.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try Yizhan.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as CommandError {
            Self.say(error.description)
            exit(error.code.exitStatus)
        } catch is CancellationError {
            exit(130)
        } catch {
            if let known = HostError(explaining: error) {
                Self.say(known.description)
                exit(CommandError.Code.unavailable.exitStatus)
            }
            Yizhan.exit(withError: error)
        }
    }

    private static func say(_ message: String) {
        Terminal.error.line(Style(isOn: Terminal.error.hasColor).bad("yizhan: ") + message)
    }
}
