import Foundation
public import Glibc
import Synchronization

/// One of our own executables, as it lies beside the tests.
public struct Program: Sendable {
    let name: String
    let environment: [String: String]

    /// What a finished program has left.
    public struct Outcome: Sendable {
        /// Its exit code, or as shells say it 128 and the signal.
        public let status: Int32
        /// What it has written.
        public let output: String
        /// What it has complained of.
        public let errors: String
    }

    /// A program by its name, with variables beside those of this process that are not the project's own.
    public init(name: String, environment: [String: String] = [:]) {
        self.name = name
        self.environment = environment
    }

    /// Runs the program to its end.
    ///
    /// Not by `Process`: of many short runs at the same time it now and then misses an end and waits for ever.
    public func run(_ arguments: [String]) async throws -> Outcome {
        let words = [self.path.path] + arguments
        let settings = self.settings.map { "\($0.key)=\($0.value)" }
        return try await withCheckedThrowingContinuation { continuation in
            // A thread of its own, because `waitpid` blocks.
            DispatchQueue(label: "program").async {
                continuation.resume(with: Result { try Self.spawn(words, settings) })
            }
        }
    }

    private static func spawn(_ words: [String], _ settings: [String]) throws -> Outcome {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "yizhan-run-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (output, errors) = (folder.appending(path: "out"), folder.appending(path: "err"))
        let child = try Spawn.start(
            words, environment: settings, output: .file(output.path), errors: .file(errors.path))
        let code = Spawn.wait(for: child)
        return Outcome(
            status: code, output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8))
    }

    private var path: URL { Self.folder.appending(path: self.name) }

    private var settings: [String: String] {
        ProcessInfo.processInfo.environment
            .filter { !$0.key.hasPrefix("YIZHAN_") }
            .merging(self.environment) { _, ours in ours }
    }

    /// Starts the program and leaves it running.
    public func start(_ arguments: [String] = []) throws -> RunningProgram {
        try RunningProgram(
            [self.path.path] + arguments, environment: self.settings.map { "\($0.key)=\($0.value)" })
    }

    /// Where the build puts executables: the test bundle is one of them.
    private static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
}

/// A program while it runs.
public final class RunningProgram: Sendable {
    /// Its process id.
    public let pid: pid_t
    private let folder: URL
    private let status = Mutex<Int32?>(nil)
    private let ended: AsyncStream<Void>

    fileprivate init(_ words: [String], environment: [String]) throws {
        self.folder = FileManager.default.temporaryDirectory.appending(
            path: "yizhan-run-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
        self.pid = try Spawn.start(
            words, environment: environment, output: .file(self.folder.appending(path: "out").path),
            errors: .file(self.folder.appending(path: "err").path))
        let (ended, finish) = AsyncStream.makeStream(of: Void.self)
        self.ended = ended
        // A thread of its own, because waiting blocks; it keeps this object until the end.
        Thread.detachNewThread {
            let code = Spawn.wait(for: self.pid)
            self.status.withLock { $0 = code }
            finish.finish()
        }
    }

    deinit { try? FileManager.default.removeItem(at: self.folder) }

    /// What the program has written so far.
    public var text: String { self.read("out") }
    /// What it has complained of so far.
    public var complaints: String { self.read("err") }

    /// Whether it has not ended yet.
    public var isRunning: Bool { self.status.withLock { $0 == nil } }

    /// Sends a signal.
    public func signal(_ number: Int32) {
        self.status.withLock { if $0 == nil { kill(self.pid, number) } }
    }

    /// Waits for the end.
    public func outcome() async -> Program.Outcome {
        for await _ in self.ended {}
        return Program.Outcome(
            status: self.status.withLock { $0 ?? -1 }, output: self.text, errors: self.complaints)
    }

    private func read(_ name: String) -> String {
        (try? Data(contentsOf: self.folder.appending(path: name))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
