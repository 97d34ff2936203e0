import FoundationEssentials

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What a command is given to read: a file, or standard input under the name `-`.
public enum InputFile {
    /// Reads all of it.
    ///
    /// - Throws: ``CommandError`` when the file cannot be read.
    public static func bytes(at path: String) throws(CommandError) -> [UInt8] {
        if path == "-" { return self.standardInput() }
        do {
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw CommandError(.badInput, "The file \(path) cannot be read.")
        }
    }

    /// Reads standard input to its end.
    static func standardInput() -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            let count = read(STDIN_FILENO, &piece, piece.count)
            guard count > 0 else { break }
            bytes += piece.prefix(count)
        }
        return bytes
    }
}
