import Hummingbird
import Model

/// A form with files as browsers send it (RFC 7578, RFC 2046 section 5.1).
///
/// It is read from a body that is in memory and bounded already. Nothing is guessed: what does not have the form, or
/// ends before its last boundary, is refused as a whole.
struct MultipartForm {
    /// One field of the form.
    struct Part: Equatable {
        let name: String
        /// The file's name as its owner sees it, only for display; nil for a field without a file.
        let fileName: String?
        let body: ArraySlice<UInt8>
    }

    /// More fields than any of our forms has.
    private static let mostParts = 100
    /// More than the headers of a part ever need.
    private static let headerLimit = 8 << 10

    let parts: [Part]

    /// Reads a body.
    ///
    /// - Throws: ``Problem`` when the type is another, or the body has not the form.
    init(_ bytes: [UInt8], contentType: String) throws(Problem) {
        let header = ContentType(contentType)
        guard header.type == "multipart/form-data" else { throw Problem.unsupportedMedia("multipart/form-data") }
        guard let boundary = header.parameters["boundary"], (1...70).contains(boundary.utf8.count),
            boundary.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), boundary.utf8.last != 0x20
        else { throw .malformedForm }
        var scan = MultipartScan(bytes, boundary: boundary)
        var parts: [Part] = []
        guard scan.skipPreamble() else { throw .malformedForm }
        while true {
            guard let isLast = scan.delimiterEnd() else { throw .malformedForm }
            if isLast { break }
            guard parts.count < Self.mostParts, let headers = scan.headers(limit: Self.headerLimit),
                let body = scan.body(), let part = Self.part(headers, body)
            else { throw .malformedForm }
            parts.append(part)
        }
        self.parts = parts
    }

    private static func part(_ headers: [String: String], _ body: ArraySlice<UInt8>) -> Part? {
        let disposition = ContentType(headers["content-disposition"] ?? "")
        guard disposition.type == "form-data", let name = disposition.parameters["name"] else { return nil }
        return Part(
            name: name.unescapedQuotes, fileName: disposition.parameters["filename"]?.unescapedQuotes, body: body)
    }

    /// The fields without files, as text.
    var pairs: [(name: String, value: String)] {
        self.parts.filter { $0.fileName == nil }.map { ($0.name, String(decoding: $0.body, as: UTF8.self)) }
    }

    /// The files under a name; an input in which none was chosen is sent as a file without name and content.
    func files(_ name: String) -> [Part] {
        self.parts.filter { $0.name == name && $0.fileName != nil && !($0.fileName == "" && $0.body.isEmpty) }
    }
}

/// Walks through the bytes of a multipart body, boundary by boundary.
private struct MultipartScan {
    private let bytes: [UInt8]
    /// CR LF, two hyphens and the boundary, which end a part's body.
    private let delimiter: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8], boundary: String) {
        self.bytes = bytes
        self.delimiter = Array("\r\n--\(boundary)".utf8)
    }

    private func matches(_ wanted: ArraySlice<UInt8>, at offset: Int) -> Bool {
        offset + wanted.count <= self.bytes.count && self.bytes[offset..<offset + wanted.count] == wanted
    }

    /// Goes behind the first boundary; what stands before it is for readers that do not know the format.
    mutating func skipPreamble() -> Bool {
        if self.matches(self.delimiter.dropFirst(2), at: 0) {
            self.position = self.delimiter.count - 2
            return true
        }
        return self.body() != nil
    }

    /// The bytes before the next boundary; the position is then behind it.
    mutating func body() -> ArraySlice<UInt8>? {
        let start = self.position
        var offset = start
        while let found = self.bytes[offset...].firstIndex(of: UInt8(ascii: "\r")) {
            if self.matches(self.delimiter[...], at: found) {
                self.position = found + self.delimiter.count
                return self.bytes[start..<found]
            }
            offset = found + 1
        }
        return nil
    }

    /// What follows a boundary: two hyphens after the last one, else the end of the line; nil when it is neither.
    mutating func delimiterEnd() -> Bool? {
        if self.matches(Array("--".utf8)[...], at: self.position) { return true }
        while self.position < self.bytes.count, [0x20, 0x09].contains(self.bytes[self.position]) { self.position += 1 }
        guard self.matches(Array("\r\n".utf8)[...], at: self.position) else { return nil }
        self.position += 2
        return false
    }

    /// The headers of a part by their names in lower case; nil when they do not end within the limit.
    mutating func headers(limit: Int) -> [String: String]? {
        let end = min(self.bytes.count, self.position + limit)
        var headers: [String: String] = [:]
        while let newline = self.bytes[self.position..<end].firstIndex(of: UInt8(ascii: "\n")) {
            guard newline > self.position, self.bytes[newline - 1] == UInt8(ascii: "\r") else { return nil }
            let line = String(decoding: self.bytes[self.position..<newline - 1], as: UTF8.self)
            self.position = newline + 1
            if line.isEmpty { return headers }
            guard let colon = line.firstIndex(of: ":") else { return nil }
            headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...])
        }
        return nil
    }
}

extension String {
    /// The name with the quotes and line ends that browsers escape in it (HTML Living Standard, 4.10.21.8).
    fileprivate var unescapedQuotes: String {
        self.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }
}

extension Problem {
    fileprivate static let malformedForm = Problem(
        .badRequest, "malformed-form", Label(zh: "表单内容不完整", en: "The form did not arrive whole"),
        detail: Label(
            zh: "上传可能被中断，没有任何改动。请返回上一页再试。",
            en: "The upload may have been cut off; nothing was changed. Go back and try again."))
}
