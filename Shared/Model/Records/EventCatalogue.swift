/// Everything that the services of this release publish.
///
/// A service that runs alone knows the others only by what they declare here; a test holds this list against the
/// services themselves.
public enum EventCatalogue {
    /// The record types, by service.
    public static let resources: [Resource] = [
        Institution.resource, PartnerUnit.resource, Contact.resource, Agreement.resource, AgreementVersion.resource,
        AgreementApproval.resource, Mobility.resource, Expert.resource, Engagement.resource,
    ]

    /// All kinds of events.
    public static let types: [EventType] = Self.resources.flatMap(\.eventTypes) + Self.webhookTypes

    /// The first words of event types that belong to the services: no integrator publishes under them.
    ///
    /// Those of services to come are among them, and what could be taken for the program itself.
    public static let reservedPrefixes: Set<String> = Set(Self.types.map { String($0.name.prefix { $0 != "." }) })
        .union(["partners", "mobility", "experts", "insights", "events", "identity", "bus", "yizhan"])

    /// Whether a name, of a type or of a subscription, belongs to the services by its first word.
    public static func isReserved(_ name: String) -> Bool {
        Self.reservedPrefixes.contains(String(name.prefix { $0 != "." }))
    }

    private static let webhookTypes: [EventType] = [
        IdentityAction.webhookCreated, .webhookUpdated, .webhookDeleted, .webhookPaused, .webhookResumed,
        .webhookDisabled, .webhookRotated,
    ].map { action in
        EventType(
            name: "events.\(action.rawValue)", source: "/events", label: action.label,
            payload: .fields(Webhook.published.fields, name: "Webhook"))
    }
}

extension Webhook {
    /// What an event says of a webhook: its address may hold a secret and is not in it.
    public static let published = FieldSet([
        SystemFields.id, Self.name, Self.unit, Self.state, Self.reason, SystemFields.version,
    ])
}
