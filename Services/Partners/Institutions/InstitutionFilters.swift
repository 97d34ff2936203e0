import Database
import Model
import ServiceKit

/// Filters of institutions that do not follow from one field.
enum InstitutionFilters {
    /// Institutions with a live agreement on a day; what was merged by then counts as what it was merged into.
    static let live = CustomFilter(
        "liveOn", label: Label(zh: "该日有已签且未终止的协议", en: "With a signed agreement not ended on")
    ) { value, _ throws(ValidationError) in
        let day = try FilterDate.read(value, "liveOn")
        return """
            t.id IN (SELECT partners.institution_on(p.institution, \(day)) FROM partners.agreements_parties p \
            JOIN partners.agreements a ON a.id = p.parent_id \
            WHERE p.institution IS NOT NULL AND \(AgreementDates.live("a", on: day)))
            """
    }

    /// The derived field `hasLiveAgreement`.
    static let hasLiveAgreement: SQL = """
        EXISTS (SELECT 1 FROM partners.agreements_parties p JOIN partners.agreements a ON a.id = p.parent_id \
        WHERE p.institution IN (SELECT t.id UNION ALL SELECT m.id FROM partners.institutions m WHERE m.merged_into = t.id) \
        AND \(AgreementDates.live("a", on: AgreementDates.today)))
        """
}
