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
        summary: Label(
            zh: "把全部事件的日志提供给其他系统：分批读取或持续接收，并收取它们发布的事件",
            en: "Hands the log of all events to other systems, in portions or as a stream, and takes theirs"),
        collections: [],
        migrations: EventsMigrations.all,
        endpoints: { runtime in
            [LogRoute(bus: runtime.bus).endpoint, StreamRoute(bus: runtime.bus).endpoint]
                + [PublishRoute(runtime: runtime).endpoint] + ScheduleRoutes(runtime).endpoints
                + [EraseRoute(runtime: runtime).endpoint]
                + AsyncAPIRoute(publicURL: runtime.process.publicURL).endpoints
                + WebhookRoutes(runtime).endpoints
                + SubscriptionRoutes(runtime).endpoints + OperationRoutes(runtime).endpoints
        },
        pages: {
            WebhookPages($0).routes + SubscriptionPages($0).routes + SchedulePages($0).routes
                + DatabaseRolePages($0).routes
        },
        links: [WebhookPages.link, SubscriptionPages.link, SchedulePages.link, DatabaseRolePages.link],
        schemas: WebhookRoutes.schemas.merging(PublishRoute.schemas).merging(ScheduleRoutes.schemas)
            .merging(SubscriptionRoutes.schemas).merging(EraseRoute.schemas),
        workers: WebhookServices.make,
        collectors: { [WebhookCollector.make($0)] },
        operatesBus: true,
        subscriptionScope: "events.received",
    )
}

extension JSONObject {
    fileprivate func merging(_ others: JSONObject) -> JSONObject {
        var merged = self
        for member in others { merged[member.key] = member.value }
        return merged
    }
}
