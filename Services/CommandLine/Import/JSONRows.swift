import Model

/// Divides a JSON array, or a sequence of JSON objects, into its elements without reading them.
///
/// Each element is then parsed by itself, so its line is known and a broken one costs only itself.
enum JSONRows {
    static func read(_ bytes: [UInt8]) throws(CommandError) -> (rows: [SourceRow], issues: [RowIssue]) {
        var rows: [SourceRow] = []
        var issues: [RowIssue] = []
        for element in try Self.elements(bytes) {
            do {
                let value = try JSON(parsing: Array(bytes[element.range]))
                guard value.objectValue != nil else {
                    issues.append(RowIssue(line: element.line, field: "", rule: "type", message: "not an object"))
                    continue
                }
                rows.append(SourceRow(line: element.line, values: value))
            } catch {
                let line = element.line + error.line - 1
                issues.append(RowIssue(line: line, field: "", rule: error.code.rawValue, message: "no valid JSON"))
            }
        }
        return (rows, issues)
    }

    private static func elements(_ bytes: [UInt8]) throws(CommandError) -> [(line: Int, range: Range<Int>)] {
        var elements: [(line: Int, range: Range<Int>)] = []
        var line = 1
        var depth = 0
        var base = 0
        var isInString = false
        var isEscaped = false
        var start: (line: Int, offset: Int)?
        for (offset, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\n") { line += 1 }
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                if depth == 0, base == 0, elements.isEmpty, byte == UInt8(ascii: "[") {
                    base = 1
                } else if depth == base, start == nil {
                    start = (line, offset)
                }
                depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                if depth == base, let begin = start {
                    elements.append((begin.line, begin.offset..<offset + 1))
                    start = nil
                }
            case UInt8(ascii: ","), UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
                // A number, a string or a literal among the rows ends here; it is reported as no object.
                if depth == base, let begin = start {
                    elements.append((begin.line, begin.offset..<offset))
                    start = nil
                }
            default:
                if depth == base, start == nil { start = (line, offset) }
                if byte == UInt8(ascii: "\"") { isInString = true }
            }
        }
        guard depth == 0, start == nil, !isInString else {
            throw CommandError(.badInput, "The JSON text ends in the middle of a value: line \(start?.line ?? line).")
        }
        return elements
    }
}
