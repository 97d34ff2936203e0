/// Finds `$1` in text that was not put together by interpolation, skipping literals, quoted names, dollar quotes and
/// comments (manual, "Lexical Structure").
struct PlaceholderScanner {
    /// The digits of each placeholder, as UTF-8 offsets.
    static func ranges(in text: String) -> [Range<Int>] {
        var scanner = PlaceholderScanner(bytes: Array(text.utf8))
        scanner.scan()
        return scanner.ranges
    }

    private let bytes: [UInt8]
    private var index = 0
    private var ranges: [Range<Int>] = []

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func scan() {
        var previous: UInt8 = 0
        while self.index < self.bytes.count {
            let byte = self.bytes[self.index]
            switch byte {
            case UInt8(ascii: "'"):
                let isEscaped = previous == UInt8(ascii: "e") || previous == UInt8(ascii: "E")
                self.skipQuoted(byte, backslashEscapes: isEscaped)
            case UInt8(ascii: "\""): self.skipQuoted(byte, backslashEscapes: false)
            case UInt8(ascii: "-") where self.peek(1) == UInt8(ascii: "-"): self.skipLine()
            case UInt8(ascii: "/") where self.peek(1) == UInt8(ascii: "*"): self.skipComment()
            case UInt8(ascii: "$") where !Self.isWord(previous): self.dollar()
            default: self.index += 1
            }
            previous = byte
        }
    }

    private func peek(_ distance: Int) -> UInt8? {
        self.index + distance < self.bytes.count ? self.bytes[self.index + distance] : nil
    }

    private mutating func skipQuoted(_ quote: UInt8, backslashEscapes: Bool) {
        self.index += 1
        while self.index < self.bytes.count {
            let byte = self.bytes[self.index]
            self.index += byte == UInt8(ascii: "\\") && backslashEscapes ? 2 : 1
            if byte == quote { return }
        }
    }

    private mutating func skipLine() {
        while self.index < self.bytes.count, self.bytes[self.index] != UInt8(ascii: "\n") { self.index += 1 }
    }

    private mutating func skipComment() {
        var depth = 0
        repeat {
            if self.bytes[self.index] == UInt8(ascii: "/"), self.peek(1) == UInt8(ascii: "*") {
                depth += 1
                self.index += 2
            } else if self.bytes[self.index] == UInt8(ascii: "*"), self.peek(1) == UInt8(ascii: "/") {
                depth -= 1
                self.index += 2
            } else {
                self.index += 1
            }
        } while depth > 0 && self.index < self.bytes.count
    }

    private mutating func dollar() {
        let start = self.index + 1
        var end = start
        while end < self.bytes.count, Self.isDigit(self.bytes[end]) { end += 1 }
        if end > start {
            self.ranges.append(start..<end)
            self.index = end
            return
        }
        while end < self.bytes.count, self.bytes[end] != UInt8(ascii: "$"), Self.isWord(self.bytes[end]) { end += 1 }
        guard end < self.bytes.count, self.bytes[end] == UInt8(ascii: "$") else {
            self.index = start
            return
        }
        let tag = self.bytes[self.index...end]
        self.index = end + 1
        while self.index + tag.count <= self.bytes.count {
            if self.bytes[self.index..<self.index + tag.count].elementsEqual(tag) {
                self.index += tag.count
                return
            }
            self.index += 1
        }
        self.index = self.bytes.count
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        Self.isDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80 || byte == UInt8(ascii: "$")
            || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
    }
}
