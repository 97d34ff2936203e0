extension HTML {
    /// The piece as UTF-8.
    public func bytes() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32 * 1024)
        self.write(into: &bytes)
        return bytes
    }

    /// Appends the piece as UTF-8.
    public func write(into bytes: inout [UInt8]) {
        switch self {
        case .empty:
            break
        case .text(let text):
            Escaping.append(text, keepingInvisible: false, to: &bytes)
        case .typed(let text):
            Escaping.append(text, keepingInvisible: true, to: &bytes)
        case .raw(let text):
            bytes.append(text)
        case .group(let pieces):
            for piece in pieces { piece.write(into: &bytes) }
        case .element(let tag, let attributes, let children):
            bytes.append(UInt8(ascii: "<"))
            bytes.append(tag.name)
            for attribute in attributes { attribute.write(into: &bytes) }
            bytes.append(UInt8(ascii: ">"))
            if tag.isVoid { return }
            for child in children { child.write(into: &bytes) }
            bytes.append("</")
            bytes.append(tag.name)
            bytes.append(UInt8(ascii: ">"))
        }
    }
}

extension Attribute {
    fileprivate func write(into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: " "))
        bytes.append(self.name)
        switch self.value {
        case .flag:
            return
        case .text(let text):
            bytes.append("=\"")
            Escaping.append(text, keepingInvisible: false, to: &bytes)
        case .typed(let text):
            bytes.append("=\"")
            Escaping.append(text, keepingInvisible: true, to: &bytes)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

extension [UInt8] {
    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { self.append(contentsOf: $0) }
    }
}
