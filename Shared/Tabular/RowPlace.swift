public import Model

/// Where a row stands in its file.
public struct RowPlace: Sendable, Hashable, Comparable {
    /// The line on which it begins, from 1.
    public let line: Int
    /// Which element it is of a JSON file, from 1: there, all rows may stand on one line.
    public let element: Int?

    /// Names a place.
    public init(line: Int, element: Int? = nil) {
        self.line = line
        self.element = element
    }

    /// In the order of the file.
    public static func < (left: RowPlace, right: RowPlace) -> Bool {
        (left.line, left.element ?? 0) < (right.line, right.element ?? 0)
    }

    /// The place, as people say it.
    public var label: Label {
        guard let element = self.element else { return Label(zh: "第 \(self.line) 行", en: "line \(self.line)") }
        return Label(
            zh: "第 \(element) 条（第 \(self.line) 行）", en: "element \(element) (line \(self.line))")
    }
}
