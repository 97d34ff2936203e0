import Foundation
import TestSupport

#if canImport(Glibc)
import Glibc
#endif

/// One of our own executables, as it lies beside the tests.
struct Program {
    let name: String
    var environment: [String: String] = [:]

    /// What a finished program has left.
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Runs the program to its end.
    ///
    /// Not by `Process`: of many short runs at the same time it now and then misses an end and waits for ever.
    func run(_ arguments: [String]) async throws -> Outcome {
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
    func start(_ arguments: [String] = []) throws -> RunningProgram {
        let process = Process()
        process.executableURL = self.path
        process.arguments = arguments
        process.environment = self.settings
        return try RunningProgram(process)
    }

    /// Where the build puts executables: the test bundle is one of them.
    private static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
}

/// A program while it runs.
///
/// Unchecked, because `Process` is not Sendable: it is set up in the initialiser and afterwards only asked and signalled;
/// everything that changes is behind `lock`.
final class RunningProgram: @unchecked Sendable {
    private let process: Process
    private let lock = NSLock()
    private var output = Data()
    private var errors = Data()
    private let ended: AsyncStream<Void>

    fileprivate init(_ process: Process) throws {
        self.process = process
        let (out, err) = (Pipe(), Pipe())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = out
        process.standardError = err
        let (ended, finish) = AsyncStream.makeStream(of: Void.self)
        self.ended = ended
        let group = DispatchGroup()
        for _ in 0..<3 { group.enter() }
        process.terminationHandler = { _ in group.leave() }
        out.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty {
                handle.readabilityHandler = nil
                group.leave()
            } else {
                self.lock.withLock { self.output += data }
            }
        }
        err.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty {
                handle.readabilityHandler = nil
                group.leave()
            } else {
                self.lock.withLock { self.errors += data }
            }
        }
        group.notify(queue: .global()) { finish.finish() }
        try process.run()
    }

    /// What the program has written so far.
    var text: String { self.lock.withLock { String(decoding: self.output, as: UTF8.self) } }
    /// What it has complained of so far.
    var complaints: String { self.lock.withLock { String(decoding: self.errors, as: UTF8.self) } }

    var isRunning: Bool { self.process.isRunning }

    /// Sends a signal.
    func signal(_ number: Int32) { kill(self.process.processIdentifier, number) }

    /// Waits for the end.
    func outcome() async -> Program.Outcome {
        for await _ in self.ended {}
        return Program.Outcome(status: self.process.terminationStatus, output: self.text, errors: self.complaints)
    }
}
