import Model

/// A nomination as an agreement has to provide for it, judged by two records and nothing else.
struct Nomination {
    /// A condition under which the nomination may go.
    struct Place: Equatable {
        /// The condition's number in the agreement.
        let condition: Int64
        /// How many persons a year the condition provides for; nil when it sets no bound.
        let peoplePerYear: Int64?
        /// The year in which the place is, written as the condition writes its years.
        let year: AcademicYear
    }

    /// The days for which the agreement has to provide.
    struct Span {
        let beginning: CalendarDate
        let end: CalendarDate?
        /// The receiving academic year.
        let year: AcademicYear
        /// Whether somebody said so, and it was not only taken from the days.
        let yearIsNamed: Bool
    }

    private let direction: String
    private let counterparts: Set<RecordID>
    private let activities: Set<String>
    private let span: Span
    private let eqf: String?
    private let isced: String?
    private let condition: Int64?

    /// Reads what matters from a mobility.
    ///
    /// - Parameters:
    ///   - counterparts: the counterpart institution and all that it took over.
    init(_ mobility: Record, counterparts: Set<RecordID>, over span: Span) {
        self.direction = mobility[Mobility.direction] ?? "outgoing"
        self.counterparts = counterparts
        self.activities = Activities.permitting(mobility)
        self.span = span
        self.eqf = mobility[Mobility.eqfAtNomination]
        self.isced = mobility[Mobility.isced]
        self.condition = mobility[Mobility.condition]
    }

    /// The conditions of an agreement that provide for the nomination, in their order.
    ///
    /// - Throws: ``ValidationError`` with the reasons why there is none: those of the condition that came nearest.
    func places(under agreement: Record) throws(ValidationError) -> [Place] {
        let issues = self.objections(to: agreement)
        guard issues.isEmpty else { throw ValidationError(issues) }
        let conditions = agreement[Agreement.conditions] ?? []
        let numbers = conditions.compactMap { $0[Agreement.Condition.number] }
        if let condition, !numbers.contains(condition) {
            throw ValidationError(Self.pointer(Mobility.condition), .reference, .noSuchCondition(condition, numbers))
        }
        var places: [Place] = []
        var nearest: [Issue]?
        for terms in conditions {
            guard let number = terms[Agreement.Condition.number], self.condition ?? number == number else { continue }
            let issues = self.objections(to: terms, parties: agreement[Agreement.parties] ?? [])
            if issues.isEmpty {
                places.append(
                    Place(
                        condition: number, peoplePerYear: terms[Agreement.Condition.peoplePerYear],
                        year: self.year(under: terms)))
            } else if issues.count < nearest?.count ?? .max {
                nearest = issues
            }
        }
        guard places.isEmpty else { return places }
        throw ValidationError(nearest ?? [Issue(Self.pointer(Mobility.agreement), .business, .noConditions)])
    }

    private func objections(to agreement: Record) -> [Issue] {
        let pointer = Self.pointer(Mobility.agreement)
        // Under a notice, or until a successor begins, exchange goes on: what was ended provides for all that is over by
        // its last day, as its standing says, whatever its state is called.
        let isEnded = ["terminated", "superseded"].contains(agreement.state)
        guard agreement.state == "in_force" || isEnded else {
            let state = Agreement.resource.lifecycle.state(agreement.state ?? "")?.label
            return [Issue(pointer, .business, .agreementNotInForce(state))]
        }
        if isEnded, let ended = agreement[Agreement.endedOn], ended < self.span.end ?? .max {
            return [Issue(pointer, .business, .endsDuringStay(ended))]
        }
        let effective = agreement[Agreement.effective] ?? .always
        // An agreement that renews itself has no end until somebody ends it.
        let renews = agreement[Agreement.autoRenewMonths] != nil
        let from = effective.from ?? agreement[Agreement.signedOn] ?? .min
        let isOver = !renews && (effective.to.map { $0 <= self.span.beginning } ?? false)
        guard from <= self.span.beginning, !isOver else {
            return [Issue(pointer, .business, .outsideAgreement(effective))]
        }
        return []
    }

    private func objections(to terms: Record, parties: [Record]) -> [Issue] {
        var issues: [Issue] = []
        func object(_ field: any FieldDeclaration, _ message: Label) {
            issues.append(Issue(Self.pointer(field), .business, message))
        }
        if !self.activities.contains(terms[Agreement.Condition.activity] ?? "") {
            object(Mobility.category, .otherActivity(terms[Agreement.Condition.activity] ?? ""))
        }
        if !self.runsBetween(terms, parties) { object(Mobility.counterpart, .otherParties) }
        let first = terms[Agreement.Condition.firstAcademicYear].flatMap { AcademicYear($0) }
        let last = terms[Agreement.Condition.lastAcademicYear].flatMap { AcademicYear($0) }
        let year = self.year(under: terms)
        if let first, first.isCalendarYear != year.isCalendarYear {
            object(Mobility.receivingAcademicYear, .otherCalendar(first))
        } else if first.map({ year < $0 }) ?? false || last.map({ year > $0 }) ?? false {
            object(Mobility.receivingAcademicYear, .otherYears(first, last))
        }
        let levels = terms[Agreement.Condition.eqf] ?? []
        if !levels.isEmpty, !(self.eqf.map(levels.contains) ?? false) {
            object(Mobility.eqfAtNomination, .otherLevels(levels))
        }
        let fields = terms[Agreement.Condition.isced] ?? []
        if !fields.isEmpty, !(self.isced.map { isced in fields.contains { Self.covers($0, isced) } } ?? false) {
            object(Mobility.isced, .otherFields(fields))
        }
        return issues
    }

    /// The receiving year as the condition counts years; the same days under two names would have their places twice.
    private func year(under terms: Record) -> AcademicYear {
        let first = terms[Agreement.Condition.firstAcademicYear].flatMap { AcademicYear($0) }
        guard !self.span.yearIsNamed, first?.isCalendarYear == true else { return self.span.year }
        let beginning = self.span.beginning.year
        return AcademicYear(first: beginning, last: beginning) ?? self.span.year
    }

    /// Whether the condition sends in the direction of the mobility, between us and the counterpart.
    private func runsBetween(_ terms: Record, _ parties: [Record]) -> Bool {
        func party(_ field: Field<Int64>) -> Record? {
            parties.first { $0[Agreement.Party.number] == terms[field] }
        }
        let sender = party(Agreement.Condition.sendingParty)
        let receiver = party(Agreement.Condition.receivingParty)
        let (ours, theirs) = self.direction == "outgoing" ? (sender, receiver) : (receiver, sender)
        guard ours?[Agreement.Party.isOwn] == true else { return false }
        return theirs?[Agreement.Party.institution].map(self.counterparts.contains) ?? false
    }

    /// Whether a field of ISCED-F 2013 is, or lies within, another: zeros at the end leave the finer levels open.
    static func covers(_ wide: String, _ narrow: String) -> Bool {
        var stem = Substring(wide)
        while stem.count > 2, stem.last == "0" { stem = stem.dropLast() }
        return narrow.hasPrefix(stem)
    }

    static func pointer(_ field: any FieldDeclaration) -> String { "/\(field.spec.name)" }
}
