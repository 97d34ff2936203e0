import LibPQ

/// The text format of one-dimensional arrays (manual, "Array Input and Output Syntax").
struct ArrayText {
    /// Writes `{"a","b"}`, always quoted, so that `NULL`, commas and braces are ordinary text.
    static func encode(_ elements: some Sequence<String>) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(ascii: "{")]
        for element in elements {
            if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(UInt8(ascii: "\""))
            for byte in element.utf8 {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    /// Reads `{a,"b c"}` and hands each element's bytes to `body`; NULL elements and further dimensions are refused.
    static func decode(_ text: UnsafeRawBufferPointer, _ body: ([UInt8]) throws -> Void) throws {
        guard text.count >= 2, text[0] == UInt8(ascii: "{"), text[text.count - 1] == UInt8(ascii: "}") else {
            throw DatabaseError(.decoding, "not a one-dimensional array")
        }
        let end = text.count - 1
        var index = 1
        while index < end {
            let isQuoted = text[index] == UInt8(ascii: "\"")
            let element = isQuoted ? try Self.quoted(text, &index, end) : Self.bare(text, &index, end)
            if !isQuoted {
                guard element != Array("NULL".utf8) else { throw DatabaseError(.decoding, "NULL in an array") }
                guard !element.isEmpty, element[0] != UInt8(ascii: "{") else {
                    throw DatabaseError(.decoding, "not a one-dimensional array")
                }
            }
            try body(element)
            guard index < end else { break }
            guard text[index] == UInt8(ascii: ","), index + 1 < end else {
                throw DatabaseError(.decoding, "not a one-dimensional array")
            }
            index += 1
        }
    }

    private static func quoted(_ text: UnsafeRawBufferPointer, _ index: inout Int, _ end: Int) throws -> [UInt8] {
        var element: [UInt8] = []
        index += 1
        while index < end {
            var byte = text[index]
            index += 1
            if byte == UInt8(ascii: "\"") { return element }
            if byte == UInt8(ascii: "\\"), index < end {
                byte = text[index]
                index += 1
            }
            element.append(byte)
        }
        throw DatabaseError(.decoding, "an array element without its closing quote")
    }

    private static func bare(_ text: UnsafeRawBufferPointer, _ index: inout Int, _ end: Int) -> [UInt8] {
        let start = index
        while index < end, text[index] != UInt8(ascii: ",") { index += 1 }
        return Array(text[start..<index])
    }
}
