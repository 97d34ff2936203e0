import Database
import Model
import ServiceKit

/// What the calendar has to say of agreements: that one ends before long, and that it has ended.
enum AgreementExpiry {
    /// The days before the end on which it is announced.
    static let days = [90, 60, 30]

    static let events = [
        DatedEvent("agreement_expiring", of: Agreement.resource, "expiring") { today in
            // Of several announcements only the nearest is made: who signs for seven weeks has no use for "in ninety days".
            """
            SELECT t.id AS record, t.effective_to AS due, \
            (SELECT min(n) FROM unnest(\(Self.days)::int[]) AS n WHERE t.effective_to - \(today) <= n) AS days \
            FROM partners.agreements t \
            WHERE t.effective_to > \(today) AND t.effective_to <= \(today) + \(Self.days.max() ?? 0)::int \
            AND \(Self.endsByItself(on: today))
            """
        },
        DatedEvent("agreement_expired", of: Agreement.resource, "expired") { today in
            // What ended long before anybody counted is no news.
            """
            SELECT t.id AS record, t.effective_to AS due, 0 AS days FROM partners.agreements t \
            WHERE t.effective_to <= \(today) AND t.effective_to > \(today) - 31 \
            AND \(Self.endsByItself(on: today))
            """
        },
    ]

    /// Signed, and left to run out: neither ended by an act, nor renewing itself, nor renewed by another.
    private static func endsByItself(on today: SQL) -> SQL {
        """
        t.state IN ('signed', 'in_force', 'suspended') AND t.ended_on IS NULL AND t.auto_renew_months IS NULL \
        AND NOT EXISTS (SELECT FROM partners.agreements r \
        WHERE r.renewed_from = t.id AND \(AgreementDates.live("r", on: today)))
        """
    }
}
