import Database

/// When an agreement is signed, live and in force, as conditions over its row: the one place that says so.
///
/// A date is an SQL expression; `today` is the day in the office.
enum AgreementDates {
    static let today: SQL = "identity.day(now())"

    /// The states that an agreement has only after it was signed.
    static let signedStates = ["signed", "in_force", "suspended", "terminated", "superseded"]

    /// Signed by then.
    static func signed(_ row: String, on day: SQL) -> SQL {
        """
        (\(raw: row).state IN ('signed', 'in_force', 'suspended', 'terminated', 'superseded') \
        AND \(raw: row).signed_on <= \(day))
        """
    }

    /// Ended by then: by an act, or by its period unless it renews itself.
    static func ended(_ row: String, on day: SQL) -> SQL {
        """
        (COALESCE(\(raw: row).ended_on <= \(day), FALSE) \
        OR (\(raw: row).auto_renew_months IS NULL AND COALESCE(\(raw: row).effective_to <= \(day), FALSE)))
        """
    }

    /// Signed and not ended: the tie to the partner lives, even before the agreement takes effect.
    static func live(_ row: String, on day: SQL) -> SQL {
        "(\(self.signed(row, on: day)) AND NOT \(self.ended(row, on: day)))"
    }

    /// Live, begun and not suspended.
    static func inForce(_ row: String, on day: SQL) -> SQL {
        """
        (\(self.live(row, on: day)) AND COALESCE(\(raw: row).effective_from, \(raw: row).signed_on) <= \(day) \
        AND NOT (\(raw: row).state = 'suspended' AND COALESCE(\(raw: row).suspended_on <= \(day), FALSE)))
        """
    }

    /// The derived field `standing`, in which an agreement is expiring 90 days before its end.
    static let standing: SQL = """
        CASE \
        WHEN t.state NOT IN ('signed', 'in_force', 'suspended', 'terminated', 'superseded') \
        THEN CASE WHEN \(Uses.relied(on: "t")) THEN 'unsigned_but_used' ELSE 'not_in_force' END \
        WHEN t.ended_on <= \(Self.today) THEN 'ended' \
        WHEN t.auto_renew_months IS NULL AND t.effective_to <= \(Self.today) THEN 'expired' \
        WHEN t.state = 'suspended' THEN 'suspended' \
        WHEN COALESCE(t.effective_from, t.signed_on) > \(Self.today) THEN 'not_in_force' \
        WHEN t.auto_renew_months IS NULL AND t.effective_to <= \(Self.today) + 90 THEN 'expiring' \
        ELSE 'in_force' END
        """
}
