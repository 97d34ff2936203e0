#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A small file that only its owner may read, replaced as a whole.
enum PrivateFile {
    static func write(_ text: String, to path: String) throws(CommandError) {
        let temporary = "\(path).new"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path) }
        let isWritten = Terminal(descriptor: descriptor).write(bytes: Array(text.utf8))
        guard close(descriptor) == 0, isWritten, rename(temporary, path) == 0 else { throw Self.failure(path) }
    }

    private static func failure(_ path: String) -> CommandError {
        CommandError(.failed, "The file \(path) cannot be written: \(String(cString: strerror(errno))).")
    }
}
