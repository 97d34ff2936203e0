import Database
import Model
import ServiceKit

/// Who agrees: at least two, one of them this university, each with an identity that outlives renaming.
struct AgreementParties {
    /// The countries and regions of the others, sorted.
    let countries: [String]

    /// Completes the parties of a change and refuses what cannot be.
    ///
    /// - Parameter known: the parties as they stood, whose identities are kept.
    static func settle(
        _ change: inout Change, known: [Record], in context: RuleContext,
    ) async throws -> AgreementParties {
        if change.after[Agreement.primaryType] == nil, let types = change.after[Agreement.types], types.count == 1 {
            change.set(Agreement.primaryType, to: types[0])
        }
        var parties = change.after[Agreement.parties] ?? []
        Self.number(&parties)
        var issues = Self.shapeIssues(&parties)
        let directory = try await PartyDirectory(of: parties, in: context)
        for index in parties.indices {
            let party = parties[index]
            let old = known.first { old in
                old[Agreement.Party.number] == party[Agreement.Party.number]
                    && old[Agreement.Party.institution] == party[Agreement.Party.institution]
                    && old[Agreement.Party.unit] == party[Agreement.Party.unit]
            }
            if old == nil { issues += directory.issues(party, at: "/parties/\(index)") }
            let identity = old?[Agreement.Party.identity] ?? directory.identity(of: party)
            if let given = party[Agreement.Party.identity], given != identity,
                !known.contains(where: { $0[Agreement.Party.identity] == given })
            {
                issues.append(Issue("/parties/\(index)/identity", .readOnly, .identityIsGiven))
            }
            parties[index][Agreement.Party.identity] = identity
            if let day = party[Agreement.Party.signedOn], day > change.today {
                issues.append(Issue("/parties/\(index)/signedOn", .business, .notInFuture))
            }
        }
        guard issues.isEmpty else { throw ValidationError(issues) }
        // Set in the order of the declaration, so that what is read back compares equal.
        change.set(Agreement.parties, to: parties)
        return AgreementParties(countries: directory.countries(of: parties))
    }

    /// The country groups to which the other parties belonged on a day.
    static func groups(_ record: Record, on day: CalendarDate) -> [String] {
        let names = (record[Agreement.partnerCountries] ?? []).reduce(into: Set<String>()) { result, country in
            result.formUnion(CountryGroupDirectory.standard.groups(of: country, on: day).map(\.rawValue))
        }
        return names.sorted()
    }

    private static func number(_ parties: inout [Record]) {
        var taken = Set(parties.compactMap { $0[Agreement.Party.number] })
        for index in parties.indices where parties[index][Agreement.Party.number] == nil {
            var number = Int64(index + 1)
            while taken.contains(number) { number += 1 }
            taken.insert(number)
            parties[index][Agreement.Party.number] = number
        }
    }

    private static func shapeIssues(_ parties: inout [Record]) -> [Issue] {
        var issues: [Issue] = []
        var seen: Set<[RecordID?]> = []
        for index in parties.indices {
            let isOwn = parties[index][Agreement.Party.institution] == nil
            if let given = parties[index][Agreement.Party.isOwn], given != isOwn {
                issues.append(
                    Issue("/parties/\(index)/institution", .business, isOwn ? .partyNeedsInstitution : .ownHasNone))
            }
            parties[index][Agreement.Party.isOwn] = isOwn
            let key = [parties[index][Agreement.Party.institution], parties[index][Agreement.Party.unit]]
            if !isOwn, !seen.insert(key).inserted {
                issues.append(Issue("/parties/\(index)/institution", .duplicate, .partyTwice))
            }
            if isOwn, parties[index][Agreement.Party.unit] != nil {
                issues.append(Issue("/parties/\(index)/unit", .business, .ownUnitElsewhere))
            }
        }
        let own = parties.count { $0[Agreement.Party.isOwn] == true }
        if parties.count < 2 { issues.append(Issue("/parties", .business, .twoParties)) }
        if own != 1 { issues.append(Issue("/parties", .business, .oneOwnParty(own))) }
        return issues
    }
}

extension Label {
    static let identityIsGiven = Label(zh: "固定标识由系统填写", en: "The fixed identity is given by the program")
    static let partyNeedsInstitution = Label(zh: "对方须指明机构", en: "A party other than ourselves names its institution")
    static let ownHasNone = Label(zh: "我方不填机构", en: "Ourselves have no institution here")
    static let ownUnitElsewhere = Label(zh: "我方院系请填归口单位 unit", en: "Our own unit is the record's unit")
    static let partyTwice = Label(zh: "同一机构或院系只能列为一方", en: "The same institution and unit is a party once")
    static let twoParties = Label(zh: "协议至少有两方", en: "An agreement has at least two parties")
    static func oneOwnParty(_ count: Int) -> Label {
        Label(zh: "须有且仅有一方为我方，现有 \(count) 方", en: "Exactly one party is ourselves; there are \(count)")
    }
}
