import Database
import Model
import ServiceKit

/// One agreement gives way to another, from the day on which that one begins.
///
/// Unlike a termination this is no end for those who travel under it: an agreement on which stays rely may be superseded, by
/// one that carries on with all the partners, as renewals do while students are abroad.
enum AgreementSuccession {
    static func check(_ change: inout Change, in context: RuleContext) async throws {
        guard let id = change.after[Agreement.supersededBy] else { return }
        guard id != change.id,
            let other = try await context.store(Agreement.resource).record(id: id, on: context.connection),
            context.mayRead(other, of: Agreement.resource)
        else { throw ValidationError("/supersededBy", .reference, .noAgreement) }
        guard let signed = other[Agreement.signedOn] else {
            throw ValidationError("/supersededBy", .business, .successorUnsigned(other.code ?? ""))
        }
        try Self.settleEnd(&change, beginning: other[Agreement.effective]?.from ?? signed)
        var day = max(change.after[Agreement.endedOn] ?? change.today, signed)
        if try await Uses.isRelied(on: change.id, on: context.connection) {
            try await Self.requireSamePartners(change, as: id, in: context)
            // Who stays under it today needs a successor today; what has run out may be put in order as it was.
            if try await Self.isLive(change.id, on: change.today, in: context) { day = max(day, change.today) }
        }
        guard try await Self.isLive(id, on: day, in: context) else {
            throw ValidationError("/supersededBy", .business, .successorOver(other.code ?? "", day))
        }
        if other[Agreement.origin] == "renewal" { change.verb = "renewed" }
        try await AgreementAmendment.drop(&change, in: context)
    }

    /// The last day comes after the first one, and leaves no gap before the successor.
    private static func settleEnd(_ change: inout Change, beginning: CalendarDate) throws(ValidationError) {
        let signed = change.after[Agreement.signedOn] ?? .min
        guard let day = change.after[Agreement.endedOn] else {
            change.set(Agreement.endedOn, to: max(beginning, signed))
            return
        }
        if day < signed { throw ValidationError("/endedOn", .business, .endBeforeSigning) }
        if day < beginning { throw ValidationError("/endedOn", .business, .successorBegins(beginning)) }
    }

    private static func isLive(
        _ agreement: RecordID, on day: CalendarDate, in context: RuleContext,
    ) async throws -> Bool {
        let rows = try await context.connection.query(
            """
            SELECT 1 FROM partners.agreements a WHERE a.id = \(agreement.description)::uuid \
            AND \(AgreementDates.live("a", on: "\(day.description)::date"))
            """)
        return !rows.isEmpty
    }

    /// Stays rely on the partner at which they are; one that was merged goes on as the one that took it over.
    private static func requireSamePartners(
        _ change: Change, as successor: RecordID, in context: RuleContext,
    ) async throws {
        let day: SQL = "\(change.today.description)::date"
        let rows = try await context.connection.query(
            """
            SELECT p.no FROM partners.agreements_parties p WHERE p.parent_id = \(change.id.description)::uuid \
            AND NOT p.is_own AND NOT EXISTS (SELECT FROM partners.agreements_parties s \
            WHERE s.parent_id = \(successor.description)::uuid AND partners.institution_on(s.institution, \(day)) \
            = partners.institution_on(p.institution, \(day)))
            """)
        guard !rows.isEmpty else { return }
        let numbers = Set(try rows.map { try $0.decode(0, as: Int64.self) })
        let missing = AgreementContent(of: change.after).numberedParties.filter { numbers.contains($0.number) }
        throw ValidationError(
            "/supersededBy", .business, .leavesOut(try await PartyDirectory.names(missing, in: context)))
    }
}

extension Label {
    fileprivate static func successorUnsigned(_ code: String) -> Label {
        Label(zh: "\(code) 尚未签署", en: "\(code) is not signed")
    }
    fileprivate static func successorBegins(_ day: CalendarDate) -> Label {
        Label(
            zh: "不能早于新协议开始之日 \(day)；提前结束请用“终止”",
            en: "Must not lie before \(day), when the other agreement begins; terminate it to end it earlier")
    }
    fileprivate static func successorOver(_ code: String, _ day: CalendarDate) -> Label {
        Label(zh: "\(code) 到 \(day) 已终止或到期，不能取代其他协议", en: "\(code) has ended by \(day) and can take no place")
    }
    fileprivate static func leavesOut(_ parties: Label) -> Label {
        Label(
            zh: "已有人员交流使用该协议，而新协议没有这些签约方：\(parties.zh)；请修订原协议",
            en: "Mobilities use the agreement, and the other one leaves out \(parties.en); amend this one instead")
    }
}
