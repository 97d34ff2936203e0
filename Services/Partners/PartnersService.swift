import Database
import Logging
import Model
public import ServiceKit

/// The service `partners`: institutions abroad, the people there, and the agreements with them.
public enum PartnersService {
    /// What the service keeps and how.
    public static let definition = ServiceDefinition(
        name: "partners",
        label: Label(zh: "合作伙伴与协议", en: "Partners and agreements"),
        collections: [
            Collection(
                Institution.resource, rule: InstitutionRule(),
                derived: [Institution.hasLiveAgreement.name: InstitutionFilters.hasLiveAgreement.text],
                filters: [InstitutionFilters.live]),
            Collection(PartnerUnit.resource, rule: PartnerUnitRule()),
            Collection(Contact.resource),
            Collection(
                Agreement.resource, rule: AgreementRule(),
                derived: [Agreement.standing.name: AgreementDates.standing.text],
                filters: AgreementFilters.all),
            Collection(AgreementVersion.resource, rule: AgreementVersionRule(), isKeptByProgram: true),
            Collection(AgreementApproval.resource, rule: AgreementApprovalRule()),
        ],
        migrations: PartnersMigrations.all,
        projections: [Uses.projection],
        datedEvents: AgreementExpiry.events,
    )
}
