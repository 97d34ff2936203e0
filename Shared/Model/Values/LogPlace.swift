/// A place in the log of events: `4711@1a2b3c4d`.
///
/// Behind the position stands the incarnation of the log in which it was learnt. After a restore, or a failover that lost
/// events, the same number may belong to another event; a reader that names the incarnation too is told so. A bare
/// position is trusted.
public struct LogPlace: Sendable, Hashable, CustomStringConvertible {
    /// The position of the last event that is known; 0 before the first one.
    public var position: Int
    /// The incarnation; nil when it is not known.
    public var incarnation: String?

    /// The place of a position.
    public init(position: Int, incarnation: String? = nil) {
        self.position = position
        self.incarnation = incarnation
    }

    /// Reads a place; nil when the text is none.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let digits = parts.first, let position = Int(digits), position >= 0 else { return nil }
        self.position = position
        guard parts.count == 2 else { return }
        let letters = parts[1].utf8
        guard 1...64 ~= letters.count, letters.allSatisfy({ 0x21...0x7E ~= $0 }) else { return nil }
        self.incarnation = String(parts[1])
    }

    /// The place as a reader hands it back.
    public var description: String { self.incarnation.map { "\(self.position)@\($0)" } ?? "\(self.position)" }
}

extension LogPlace: ExpressibleByIntegerLiteral {
    /// A bare position.
    public init(integerLiteral position: Int) {
        self.init(position: position)
    }
}
