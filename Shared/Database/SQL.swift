public import LibPQ

/// A statement, or a piece of one, together with its values.
///
/// A string literal is SQL; what is interpolated becomes a parameter, so text from outside cannot become SQL. The two
/// doors are `\(identifier:)`, which quotes, and `\(raw:)`, which does not.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// The text, with placeholders numbered from 1.
    public var text: String
    /// The values of the placeholders.
    public var parameters: Parameters

    /// Where each placeholder's number stands in ``text``, as UTF-8 offsets; nil if the text came from outside.
    private var placeholders: [Range<Int>]?

    /// Takes text with placeholders and their values.
    public init(_ text: String, _ parameters: Parameters = Parameters()) {
        self.text = text
        self.parameters = parameters
        self.placeholders = parameters.count == 0 ? [] : nil
    }

    /// A statement without values.
    public init(stringLiteral value: String) {
        self.init(value)
    }

    /// A statement put together by the compiler.
    public init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.sql
    }

    /// Appends another piece, renumbering its placeholders.
    public mutating func append(_ other: SQL) {
        let shift = self.parameters.count
        let base = self.text.utf8.count
        if shift == 0 {
            self.text.append(other.text)
            if let theirs = other.placeholders, let ours = self.placeholders {
                self.placeholders = ours + theirs.map { $0.lowerBound + base..<$0.upperBound + base }
            } else {
                self.placeholders = nil
            }
        } else {
            self.appendRenumbered(other, by: shift)
        }
        self.parameters.append(contentsOf: other.parameters)
    }

    mutating func appendPlaceholder() {
        self.text.append("$")
        let start = self.text.utf8.count
        self.text.append(String(self.parameters.count))
        self.placeholders?.append(start..<self.text.utf8.count)
    }

    private mutating func appendRenumbered(_ other: SQL, by shift: Int) {
        let ranges = other.placeholders ?? PlaceholderScanner.ranges(in: other.text)
        let bytes = Array(other.text.utf8)
        var copied = 0
        for range in ranges {
            self.text.append(String(decoding: bytes[copied..<range.lowerBound], as: UTF8.self))
            let start = self.text.utf8.count
            let number: Int = bytes[range].decimal() ?? 0
            self.text.append(String(number + shift))
            self.placeholders?.append(start..<self.text.utf8.count)
            copied = range.upperBound
        }
        self.text.append(String(decoding: bytes[copied...], as: UTF8.self))
    }

    /// Puts the pieces in a row.
    public static func + (left: SQL, right: SQL) -> SQL {
        var sum = left
        sum.append(right)
        return sum
    }

    /// Puts the pieces in a row with a separator, such as `" AND "`, between them.
    public static func joined(_ parts: [SQL], separator: String) -> SQL {
        var sum = SQL("")
        for (index, part) in parts.enumerated() {
            if index > 0 { sum.append(SQL(separator)) }
            sum.append(part)
        }
        return sum
    }
}

extension SQL: CustomStringConvertible {
    /// The text alone: values are data and stay out of logs.
    public var description: String { self.text }
}
