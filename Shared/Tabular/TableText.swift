import Model

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The text of a file as UTF-8, whatever a spreadsheet program has written.
public struct TableText: Sendable {
    /// UTF-8 without a byte order mark.
    public let bytes: [UInt8]
    /// What the file was written in, for the report.
    public let encoding: String

    /// Takes the encoding that a byte order mark or else the sender names; without either it recognises UTF-8 and takes
    /// anything else for GB 18030, which is what Chinese spreadsheet programs write.
    ///
    /// - Parameter charset: the name of an encoding, as a `Content-Type` says it.
    /// - Throws: ``TableError`` when the bytes are no text in that encoding.
    public init(_ bytes: [UInt8], charset: String? = nil) throws(TableError) {
        (self.bytes, self.encoding) = try Self.decode(bytes, charset: charset)
    }

    private static func decode(
        _ bytes: [UInt8], charset: String?,
    ) throws(TableError) -> (bytes: [UInt8], encoding: String) {
        // The beginnings of ZIP archives, which .xlsx and .ods files are, and of old Office files.
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw TableError(.notText, .workbook)
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return try self.utf8(Array(bytes.dropFirst(3))) }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return (try self.convert(bytes, from: "UTF-16"), "UTF-16")
        }
        switch charset?.lowercased() {
        case nil:
            if String(validating: bytes, as: UTF8.self) != nil { return (bytes, "UTF-8") }
            return (try self.convert(bytes, from: "GB18030"), "GB18030")
        case "utf-8", "utf8", "us-ascii": return try self.utf8(bytes)
        // GB 18030 contains the older two, and what calls itself by their names often holds more than they do.
        case "gb18030", "gbk", "gb2312", "cp936": return (try self.convert(bytes, from: "GB18030"), "GB18030")
        case let other?: throw TableError(.encoding, .unknownCharset(other))
        }
    }

    private static func utf8(_ bytes: [UInt8]) throws(TableError) -> (bytes: [UInt8], encoding: String) {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw TableError(.encoding, .notUTF8) }
        return (bytes, "UTF-8")
    }

    private static func convert(_ bytes: [UInt8], from encoding: String) throws(TableError) -> [UInt8] {
        guard !bytes.isEmpty else { return [] }
        guard let converter = iconv_open("UTF-8", encoding), converter != iconv_t(bitPattern: -1) else {
            throw TableError(.encoding, .noConversion(encoding))
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
        guard !result.isEmpty else { throw TableError(.encoding, .notText(encoding)) }
        // A byte order mark that was converted along with the text.
        return result.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(result.dropFirst(3)) : result
    }
}

extension Label {
    fileprivate static let workbook = Label(
        zh: "这是 Excel 工作簿或压缩文件，不是表格文本。请在 Excel 中另存为“CSV UTF-8”再导入。",
        en: "This is a workbook or an archive, not text. Save it as “CSV UTF-8” in Excel and import that.")
    fileprivate static let notUTF8 = Label(
        zh: "文件不是有效的 UTF-8 文本，请另存为“CSV UTF-8”。", en: "The file is not valid UTF-8 text. Save it as “CSV UTF-8”.")
    fileprivate static func notText(_ encoding: String) -> Label {
        Label(
            zh: "文件既不是 UTF-8 也不是 \(encoding) 文本，请另存为“CSV UTF-8”。",
            en: "The file is neither UTF-8 nor \(encoding) text. Save it as “CSV UTF-8”.")
    }
    fileprivate static func unknownCharset(_ name: String) -> Label {
        Label(
            zh: "不支持的编码“\(name)”，可用：utf-8、gb18030、gbk", en: "Unknown charset “\(name)”; known are utf-8, gb18030, gbk")
    }
    fileprivate static func noConversion(_ encoding: String) -> Label {
        Label(
            zh: "本系统不能转换 \(encoding)，请把文件存为 UTF-8。",
            en: "This system cannot convert \(encoding). Save the file as UTF-8.")
    }
}
