import Model
public import ServiceKit

/// The integrators' door to the bus.
///
/// It keeps no records; it hands out the log in the ways that other systems can take it: they read it, or are sent it.
public enum EventsService {
    /// The service.
    public static let definition = ServiceDefinition(
        name: "events",
        label: Label(zh: "事件", en: "Events"),
        collections: [],
        migrations: EventsMigrations.all,
        routes: { router, runtime in
            LogRoute(bus: runtime.bus).add(to: router)
            StreamRoute(bus: runtime.bus).add(to: router)
        },
        endpoints: { runtime in WebhookRoutes(runtime).endpoints },
        schemas: WebhookRoutes.schemas,
        workers: WebhookServices.make,
    )
}
