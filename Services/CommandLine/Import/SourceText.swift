#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The text of an input file as UTF-8, whatever a spreadsheet program has written.
public struct SourceText: Sendable {
    /// UTF-8 without a byte order mark.
    public let bytes: [UInt8]
    /// What the file was written in, for the report.
    public let encoding: String

    /// Recognises UTF-8, UTF-16 with a byte order mark, and otherwise takes the text for GB 18030, which is what
    /// Chinese spreadsheet programs write.
    ///
    /// - Throws: ``CommandError`` when the bytes are no text in any of these.
    public init(_ bytes: [UInt8]) throws(CommandError) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            self.bytes = Array(bytes.dropFirst(3))
            self.encoding = "UTF-8"
        } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            self.bytes = try Self.convert(bytes, from: "UTF-16")
            self.encoding = "UTF-16"
        } else if String(validating: bytes, as: UTF8.self) != nil {
            self.bytes = bytes
            self.encoding = "UTF-8"
        } else {
            self.bytes = try Self.convert(bytes, from: "GB18030")
            self.encoding = "GB18030"
        }
    }

    private static func convert(_ bytes: [UInt8], from encoding: String) throws(CommandError) -> [UInt8] {
        guard let converter = iconv_open("UTF-8", encoding), converter != iconv_t(bitPattern: -1) else {
            throw CommandError(.badInput, "This system cannot convert \(encoding). Save the file as UTF-8.")
        }
        defer { iconv_close(converter) }
        // No character of either encoding becomes more than twice as long in UTF-8.
        let result = [UInt8](unsafeUninitializedCapacity: bytes.count * 2 + 16) { output, count in
            var source = bytes
            count = source.withUnsafeMutableBytes { input in
                var from = input.baseAddress?.assumingMemoryBound(to: CChar.self)
                var remaining = input.count
                var to = UnsafeMutableRawPointer(output.baseAddress)?.assumingMemoryBound(to: CChar.self)
                var room = output.count
                let outcome = iconv(converter, &from, &remaining, &to, &room)
                return outcome == Int(bitPattern: UInt.max) ? 0 : output.count - room
            }
        }
        guard !result.isEmpty else {
            throw CommandError(.badInput, "The file is neither UTF-8 nor \(encoding) text. Save it as UTF-8.")
        }
        return result
    }
}
