import Database
import Experts
import Mobility
import Model
public import ServiceKit

/// An example office with a past: partners, agreements, stays abroad, foreign experts.
///
/// Its figures are those of a text that the product was built for: on 2022-07-28 there are 276 universities and 23
/// research institutes in 41 countries and regions; since the congress 80 new agreements with Japanese universities, 46
/// with partners in the Belt and Road, 63 with Europe and America, and among all of them 127 on the exchange of students
/// and joint training. All of it comes in by the way that everybody's input takes, dated as if it had been entered at the
/// time; the same office comes out every time, and a second run adds nothing.
public struct DemoOffice: Sendable {
    static let clerk = Actor.system("demo.clerk")
    static let head = Actor.system("demo.head")

    private let partners: ServiceRuntime
    private let mobility: ServiceRuntime
    private let experts: ServiceRuntime
    private let identity: IdentityStore

    /// Finds the services that it works with.
    ///
    /// - Throws: ``DemoError`` when one is not among them.
    public init(_ runtimes: [ServiceRuntime], identity: IdentityStore) throws {
        func find(_ name: String) throws -> ServiceRuntime {
            guard let runtime = runtimes.first(where: { $0.definition.name == name }) else {
                throw DemoError(.serviceMissing, record: name)
            }
            return runtime
        }
        self.partners = try find("partners")
        self.mobility = try find("mobility")
        self.experts = try find("experts")
        self.identity = identity
    }

    /// Makes what is not there yet.
    ///
    /// The projections of the services have to run meanwhile: mobility accepts a nomination only when it has heard of
    /// the agreement.
    ///
    /// - Returns: how many records were made.
    @discardableResult
    public func open(progress: @escaping @Sendable (DemoProgress) -> Void = { _ in }) async throws -> Int {
        for school in Schools.all {
            try await self.identity.ensureUnit(
                code: school.code, parent: IdentitySchema.rootUnit, name: school.name)
        }
        var made = 0
        func run(_ runtime: ServiceRuntime, _ phase: Label, _ errands: [Errand]) async throws -> [String: RecordID] {
            let runner = ErrandRunner(runtime: runtime, phase: phase, progress: progress)
            made += try await runner.run(errands)
            guard let resource = errands.first?.resource else { return [:] }
            return try await runner.ids(of: errands.map(\.code), resource)
        }
        let institutions = try await run(self.partners, .institutions, PartnersPlan.institutions())
        _ = try await run(self.partners, .contacts, PartnersPlan.contacts(institutions))
        let old = try await run(self.partners, .oldAgreements, AgreementsPlan.old(institutions))
        _ = try await run(self.partners, .renewals, AgreementsPlan.renewals(institutions, old))
        let new = try await run(self.partners, .newAgreements, AgreementsPlan.new(institutions))
        try await self.rest(institutions, progress)
        try await self.hear(progress)
        _ = try await run(self.mobility, .mobilities, MobilityPlan.errands(institutions, new))
        let people = try await run(self.experts, .experts, ExpertsPlan.experts(institutions))
        _ = try await run(self.experts, .engagements, ExpertsPlan.engagements(people))
        return made
    }

    /// Lets the partners rest whose agreement has run out.
    private func rest(_ institutions: [String: RecordID], _ progress: @Sendable (DemoProgress) -> Void) async throws {
        for university in Universities.dormant {
            guard let id = institutions[university.code] else { continue }
            let store = self.partners.stores[Institution.resource]
            let state = try await self.partners.pool.withConnection { connection in
                try await store.record(id: id, on: connection)?.state
            }
            guard state == "partner" else { continue }
            _ = try await self.partners.keeper.transition(
                Institution.resource, id: id, name: "rest", expecting: nil, as: Self.head)
        }
    }

    /// Waits until the others have heard of all partners and agreements.
    private func hear(_ progress: @escaping @Sendable (DemoProgress) -> Void) async throws {
        try await HeardWait(owner: self.partners, progress: progress).wait(
            for: [
                (MobilityService.institutions, self.mobility),
                (MobilityService.agreements, self.mobility),
                (ExpertsService.institutions, self.experts),
            ])
    }
}

extension Label {
    fileprivate static let institutions = Label(zh: "合作机构", en: "Institutions")
    fileprivate static let contacts = Label(zh: "联系人", en: "Contacts")
    fileprivate static let oldAgreements = Label(zh: "既有协议", en: "Older agreements")
    fileprivate static let renewals = Label(zh: "续签协议", en: "Renewals")
    fileprivate static let newAgreements = Label(zh: "新签协议", en: "New agreements")
    fileprivate static let mobilities = Label(zh: "人员交流", en: "Mobilities")
    fileprivate static let experts = Label(zh: "外国专家", en: "Experts")
    fileprivate static let engagements = Label(zh: "聘任", en: "Engagements")
}
