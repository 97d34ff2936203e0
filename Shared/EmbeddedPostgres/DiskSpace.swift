#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The room on the disk that holds a folder.
package enum DiskSpace {
    /// The server keeps its log in files of 16 MiB, and ends when it cannot begin the next one.
    private static let needed = UInt64(16 << 20)

    /// Whether there is too little for a server to go on.
    package static func isExhausted(at path: String) -> Bool {
        var information = statvfs()
        guard statvfs(path, &information) == 0 else { return false }
        return UInt64(information.f_bavail) * UInt64(information.f_frsize) < self.needed
    }
}
