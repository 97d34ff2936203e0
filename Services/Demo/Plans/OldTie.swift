import Model

/// What the example office had agreed on before the congress.
///
/// Every partner without a new agreement has one of these, and so has every research institute. Every other one was
/// renewed meanwhile; the two that have run out made their partners dormant.
struct OldTie: Sendable {
    let code: String
    let institution: String
    let title: LocalizedText
    let types: [String]
    let signed: CalendarDate
    /// Whether there is a renewal, signed on ``renewed``.
    let isRenewed: Bool
    let renewed: CalendarDate
    /// Whether it has run out without a renewal.
    let isOver: Bool

    static let all: [OldTie] = {
        let busy = Set(NewTie.all.map(\.university.code))
        let quiet = Universities.partners.filter { !busy.contains($0.code) }.map { ($0.code, $0.title, false) }
        let institutes = ResearchInstitutes.all.map { ($0.code, $0.title, false) }
        let dormant = Universities.dormant.map { ($0.code, $0.title, true) }
        let types = [
            ["memorandum"], ["framework"], ["research"], ["staff_exchange", "research"], ["inter_university"],
        ]
        return (quiet + institutes + dormant).enumerated().map { index, partner in
            let isRenewed = !partner.2 && !index.isMultiple(of: 2)
            let year = isRenewed || partner.2 ? 2008 + index % 4 : 2003 + index % 9
            return OldTie(
                code: "DEMO-OLD-\((index + 1).padded(3))", institution: partner.0, title: partner.1,
                types: types[index % types.count],
                signed: DemoDay.day(year, 3 + index % 7, 1 + index % 27).working,
                isRenewed: isRenewed,
                renewed: DemoDay.day(2018 + index % 4, 1 + index % 12, 1 + index % 25).working,
                isOver: partner.2)
        }
    }()
}
