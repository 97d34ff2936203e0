import FoundationEssentials
import Model

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The folder in which `yizhan up` keeps everything of one installation.
public struct DataFolder: Sendable {
    /// The absolute path.
    public let path: String
    /// What a command has to be told to find this folder, ` --data /srv/yizhan`; nothing for the usual one.
    ///
    /// `YIZHAN_DATA` does not count: it need not be set where the command is typed.
    public let option: String

    /// Takes `--data`, then `YIZHAN_DATA`, then the usual place: `/var/lib/yizhan` for root, and
    /// `$XDG_DATA_HOME/yizhan` or `~/.local/share/yizhan` for everybody else.
    ///
    /// - Parameters:
    ///   - option: the value of `--data`, relative to the current directory.
    ///   - environment: the process's environment.
    public init(option: String?, environment: [String: String]) {
        let usual = Self.usual(environment, isRoot: geteuid() == 0)
        let chosen = [option, environment["YIZHAN_DATA"]].compactMap { $0 }.first { !$0.isEmpty } ?? usual
        self.path = Self.absolute(chosen)
        self.option = self.path == Self.absolute(usual) ? "" : " --data \(Self.quoted(self.path))"
    }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
    }

    /// As a shell takes it for one word.
    private static func quoted(_ path: String) -> String {
        let isPlain = path.allSatisfy { $0.isLetter || $0.isNumber || "/._-+,:@".contains($0) }
        if isPlain { return path }
        let parts = path.split(separator: "'", omittingEmptySubsequences: false)
        return "'" + parts.joined(separator: "'\\''") + "'"
    }

    /// The private PostgreSQL's folder.
    public var postgres: String { "\(self.path)/postgres" }
    /// The number of the running process, locked while it runs.
    public var processFile: String { "\(self.path)/yizhan.pid" }
    /// What a running process can be reached at; there while it is ready.
    public var readyFile: String { "\(self.path)/ready.json" }
    /// The output of a detached process.
    public var log: String { "\(self.path)/yizhan.log" }
    /// The token of local commands, readable by its owner only.
    public var tokenFile: String { "\(self.path)/cli-token" }
    /// The key by which secrets in the database are encrypted, readable by its owner only.
    public var secretKeyFile: String { "\(self.path)/secret-key" }

    static func usual(_ environment: [String: String], isRoot: Bool) -> String {
        if isRoot { return "/var/lib/yizhan" }
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return "\(data)/yizhan" }
        return "\(environment["HOME"] ?? ".")/.local/share/yizhan"
    }

    /// Makes the folder where it is missing; everybody may pass through it, only its owner may list it.
    ///
    /// The private server's user has to pass through when root starts it.
    ///
    /// - Throws: ``CommandError`` that names the folder.
    public func make() throws(CommandError) {
        guard !FileManager.default.fileExists(atPath: self.path) else { return }
        do {
            try FileManager.default.createDirectory(atPath: self.path, withIntermediateDirectories: true)
        } catch {
            throw CommandError(
                .failed, "The data folder \(self.path) cannot be made: \(String(cString: strerror(errno))).")
        }
        chmod(self.path, 0o711)
    }

    /// What the process that runs on this folder says about itself.
    public func readyState() -> ReadyState? {
        guard let text = try? String(contentsOfFile: self.readyFile, encoding: .utf8) else { return nil }
        return (try? JSON(parsing: text)).flatMap(ReadyState.init(json:))
    }
}
