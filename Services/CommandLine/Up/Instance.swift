import EmbeddedPostgres

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The one process that may run on a data folder.
final class Instance: Sendable {
    static var process: Int32 { getpid() }

    private let lock: FolderLock

    /// Takes the folder for this process.
    ///
    /// - Throws: an error that says who has it.
    init(_ folder: DataFolder) throws {
        try folder.make()
        self.lock = try FolderLock(path: folder.processFile) { holder in
            let place = folder.readyState().map { " at \($0.url)" } ?? ""
            let stop = "deploy/down\(folder.option)"
            return "Yizhan already runs on \(folder.path)\(place) (\(holder)). Stop it with: \(stop)"
        }
        Self.clear(folder)
    }

    /// Takes back what a process said about itself.
    static func clear(_ folder: DataFolder) {
        unlink(folder.readyFile)
    }
}
