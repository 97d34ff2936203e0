public import Model

/// What becomes of the warnings about a change that is acceptable: look-alikes, missing permits.
///
/// A rule says them of the record as it is going to be, before it is written, so that nobody learns only afterwards that
/// a record has been made twice.
public enum Doubts: Sendable, Hashable {
    /// Nobody asks for them.
    case ignored
    /// The change is made, and its answer has them.
    case told
    /// The change is not made unless somebody has seen these very warnings, of which this is the ``DoubtfulChange/seal``.
    case refused(unless: String)
}

/// A change that was not made, because nobody has said yet that it is meant in spite of its warnings.
public struct DoubtfulChange: Error, Sendable {
    /// The warnings.
    public let warnings: [Issue]

    /// What stands for these warnings and no others: a look-alike that comes up later is another doubt.
    public var seal: String {
        let lines = self.warnings.map { "\($0.pointer) \($0.rule.rawValue) \($0.message.zh)" }
        return Secret.hexadecimal(Secret.digest(of: lines.joined(separator: "\n")))
    }
}

extension ResourceRule {
    /// The warnings about a change that has passed its checks, as far as somebody wants to know them.
    func warnings(about change: Change, _ doubts: Doubts, in context: RuleContext) async throws -> [Issue] {
        guard doubts != .ignored else { return [] }
        return try doubts.accepting(try await self.warnings(about: change.after, in: context))
    }
}

extension Doubts {
    /// The warnings about a change that is to be made in spite of them.
    ///
    /// - Throws: ``DoubtfulChange`` when somebody must see them first.
    func accepting(_ warnings: [Issue]) throws(DoubtfulChange) -> [Issue] {
        if case .refused(let seal) = self, !warnings.isEmpty {
            let doubtful = DoubtfulChange(warnings: warnings)
            guard doubtful.seal == seal else { throw doubtful }
        }
        return warnings
    }
}
