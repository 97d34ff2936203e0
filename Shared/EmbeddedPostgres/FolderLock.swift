#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// An advisory lock on a folder, held as long as this value lives and released by the kernel when the process dies.
///
/// The descriptor is closed in children (`O_CLOEXEC`), so a server left behind does not hold the lock.
package final class FolderLock: Sendable {
    private let descriptor: CInt

    /// Takes the lock and writes our process id into the file, or says with `refusal` who has it.
    package init(path: String, refusal: (_ holder: String) -> String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw EmbeddedPostgresError(
                errno == ENOSPC ? .diskFull : .folderNotUsable,
                "The lock file \(path) cannot be opened: \(String(cString: strerror(errno)))."
            )
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.holder(descriptor)
            close(descriptor)
            throw EmbeddedPostgresError(.alreadyRunning, refusal(holder.map { "process \($0)" } ?? "another process"))
        }
        self.descriptor = descriptor
        let text = Array("\(getpid())\n".utf8)
        ftruncate(descriptor, 0)
        _ = pwrite(descriptor, text, text.count, 0)
    }

    deinit {
        // Said in so many words: a child between fork and exec still shares the lock, and would hold it a moment longer.
        flock(self.descriptor, LOCK_UN)
        close(self.descriptor)
    }

    private static func holder(_ descriptor: CInt) -> Int? {
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return nil }
        return Int(String(decoding: buffer.prefix(count), as: UTF8.self).prefix { $0.isNumber })
    }
}
