#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// An output of the process, and what may be done to it.
public struct Terminal: Sendable {
    /// Standard output: results only, so that it can be piped on.
    public static let output = Terminal(descriptor: STDOUT_FILENO)
    /// Standard error: progress and everything said to a person.
    public static let error = Terminal(descriptor: STDERR_FILENO)

    let descriptor: CInt

    /// Whether a person looks at it.
    public var isInteractive: Bool { isatty(self.descriptor) == 1 }

    /// Whether colours are welcome: on a terminal that has them, unless `NO_COLOR` is set (no-color.org).
    public var hasColor: Bool {
        self.isInteractive && getenv("NO_COLOR") == nil && getenv("TERM").map { String(cString: $0) } != "dumb"
    }

    /// The width in columns; 80 when unknown.
    public var width: Int {
        var size = winsize()
        guard ioctl(self.descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Writes text as it is, all of it, unless the reader has gone away.
    public func write(_ text: String) {
        self.write(bytes: Array(text.utf8))
    }

    /// Writes a line.
    public func line(_ text: String) {
        self.write(text + "\n")
    }

    /// Writes bytes as they are; says whether there was still somebody to read them.
    @discardableResult
    public func write(bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                #if canImport(Glibc)
                let count = Glibc.write(self.descriptor, rest.baseAddress, rest.count)
                #elseif canImport(Musl)
                let count = Musl.write(self.descriptor, rest.baseAddress, rest.count)
                #else
                let count = Darwin.write(self.descriptor, rest.baseAddress, rest.count)
                #endif
                if count < 0 {
                    if errno == EINTR { continue }
                    return false
                }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }
}

extension Slice where Base == UnsafeRawBufferPointer {
    fileprivate var baseAddress: UnsafeRawPointer? { UnsafeRawBufferPointer(rebasing: self).baseAddress }
}
