/// Why the private PostgreSQL server could not be started, stopped or found.
///
/// The text is written for the person at the terminal: it says what is wrong and what to do about it.
public struct EmbeddedPostgresError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kind of failure; an open set, so compare, do not switch exhaustively.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// A stable, lower-case name, fit for logs.
        public let description: String

        /// No usable server programs were found.
        public static let binariesNotFound = Code(description: "binaries_not_found")
        /// The server programs are too old, or of another major version than the folder's data.
        public static let wrongVersion = Code(description: "wrong_version")
        /// Another running program holds the same folder.
        public static let alreadyRunning = Code(description: "already_running")
        /// The server's user cannot reach, read or own the folder.
        public static let folderNotUsable = Code(description: "folder_not_usable")
        /// The disk that holds the folder is full.
        public static let diskFull = Code(description: "disk_full")
        /// `initdb` or the first set-up of the database failed.
        public static let initializationFailed = Code(description: "initialization_failed")
        /// The server ended, or was not ready in time.
        public static let startFailed = Code(description: "start_failed")
        /// The server did not stop in time.
        public static let stopFailed = Code(description: "stop_failed")
    }

    /// The kind of failure.
    public let code: Code

    /// What happened and what to do, in English.
    ///
    /// Never holds data of the database.
    public let message: String

    /// The message.
    public var description: String { self.message }

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Two errors are equal when they are of the same kind.
    public static func == (left: Self, right: Self) -> Bool {
        left.code == right.code
    }
}

extension EmbeddedPostgresError {
    /// The disk of a folder is full.
    package static func diskFull(_ folder: String) -> EmbeddedPostgresError {
        EmbeddedPostgresError(
            .diskFull, "No space is left on the disk that holds \(folder). Free some space and start again.")
    }

    /// A failure of a server program, told apart by what it printed.
    init(_ code: Code, _ message: String, output: String, folder: String) {
        // A server that writes its own log files has no room left to say so either.
        let isFull =
            output.contains("No space left on device") || output.contains("Disk quota exceeded")
            || DiskSpace.isExhausted(at: folder)
        if isFull {
            self = .diskFull(folder)
        } else {
            let tail = output.split(separator: "\n").suffix(12).joined(separator: "\n  ")
            self.init(code, tail.isEmpty ? message : "\(message) PostgreSQL said:\n  \(tail)")
        }
    }
}
