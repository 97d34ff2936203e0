import Database
import Model
import ServiceKit

/// Gives conditions the numbers under which stays take their places.
///
/// Neither another order nor an amendment turns one condition into another: a number that parties have agreed upon stands
/// for the same activity in the same direction for ever, and is not given to another condition when its own is dropped.
enum AgreementConditions {
    /// - Parameter known: the conditions as they stand, foremost those that were proposed last.
    static func settle(_ change: inout Change, known: [Record], in context: RuleContext) async throws {
        guard var conditions = change.after[Agreement.conditions] else { return }
        let agreed = try await Self.agreed(change, in: context)
        Self.recognize(&conditions, among: known)
        var next = Self.numbers(of: conditions + known + agreed).max() ?? 0
        var issues: [Issue] = []
        for index in conditions.indices {
            guard let number = conditions[index][Agreement.Condition.number] else {
                next += 1
                conditions[index][Agreement.Condition.number] = next
                continue
            }
            let earlier = agreed.last { $0[Agreement.Condition.number] == number }
            if let earlier, Way(earlier) != Way(conditions[index]) {
                issues.append(Issue("/conditions/\(index)/no", .immutable, .standsForAnother(number, Way(earlier))))
            }
        }
        guard issues.isEmpty else { throw ValidationError(issues) }
        change.set(Agreement.conditions, to: conditions)
    }

    /// What is done under a condition and who sends whom: what a stay relies on when it goes under the condition.
    struct Way: Equatable {
        let activity: String?
        let sending: Int64?
        let receiving: Int64?

        init(_ condition: Record) {
            self.activity = condition[Agreement.Condition.activity]
            self.sending = condition[Agreement.Condition.sendingParty]
            self.receiving = condition[Agreement.Condition.receivingParty]
        }
    }

    private static func numbers(of conditions: [Record]) -> [Int64] {
        conditions.compactMap { $0[Agreement.Condition.number] }
    }

    /// Conditions that are entered without their numbers, as a table that was kept elsewhere has them, are known again:
    /// those that say the same first, then those of the same way.
    private static func recognize(_ conditions: inout [Record], among known: [Record]) {
        var free = known
        func claim(_ number: Int64) { free.removeAll { $0[Agreement.Condition.number] == number } }
        for number in Self.numbers(of: conditions) { claim(number) }
        let likenesses: [(Record, Record) -> Bool] = [
            { Self.withoutNumber($0) == Self.withoutNumber($1) }, { Way($0) == Way($1) },
        ]
        for areAlike in likenesses {
            for index in conditions.indices where conditions[index][Agreement.Condition.number] == nil {
                let same = free.first { areAlike($0, conditions[index]) }
                guard let number = same?[Agreement.Condition.number] else { continue }
                conditions[index][Agreement.Condition.number] = number
                claim(number)
            }
        }
    }

    private static func withoutNumber(_ condition: Record) -> Record {
        var result = condition
        result[Agreement.Condition.number] = nil
        return result
    }

    /// The conditions of every content that all parties have approved, in the order of the versions; before the first
    /// signature numbers mean nothing to anybody.
    private static func agreed(_ change: Change, in context: RuleContext) async throws -> [Record] {
        guard let before = change.before, AgreementDates.signedStates.contains(before.state ?? "") else { return [] }
        return try await AgreementVersions.all(of: change.id, in: context)
            .filter { $0[AgreementVersion.approvedOn] != nil }
            .sorted { ($0[AgreementVersion.number] ?? 0) < ($1[AgreementVersion.number] ?? 0) }
            .flatMap { try AgreementContent(text: $0[AgreementVersion.content] ?? "").conditions }
    }
}

extension Label {
    fileprivate static func standsForAnother(_ number: Int64, _ way: AgreementConditions.Way) -> Label {
        let (sending, receiving) = (way.sending ?? 0, way.receiving ?? 0)
        func activity(_ language: DisplayLanguage) -> String {
            Agreement.activities.text(way.activity ?? "", language)
        }
        return Label(
            zh: "条件 \(number) 是“\(activity(.zh))”（第 \(sending) 方派出、第 \(receiving) 方接收）；另一条件请留空序号，由系统编号",
            en: """
                Condition \(number) is \(activity(.en)) (party \(sending) sends, party \(receiving) receives); \
                leave the number of another condition out
                """)
    }
}
