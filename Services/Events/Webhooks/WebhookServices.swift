import EventBus
import Logging
import ServiceKit
import ServiceLifecycle

/// What keeps webhooks going in one process.
enum WebhookServices {
    static func make(_ runtime: ServiceRuntime) -> [any Service] {
        let bell = runtime.bell
        let logger = Logger(label: "webhooks")
        let fanOut = runtime.bus.subscription(
            WebhookFanOut.subscription, options: SubscriptionOptions(batchBytes: WebhookFanOut.batchBytes),
            on: runtime.pool
        ) { batch, connection in
            try await WebhookFanOut.handle(batch, on: connection)
            bell.ringAhead()
        }
        let clients: PinnedClients
        do {
            clients = try PinnedClients(authorities: runtime.process.outboundAuthorities)
        } catch {
            return [fanOut, Stopped(reason: "YIZHAN_WEBHOOK_CA holds no certificates in PEM")]
        }
        let sender = WebhookSender(
            clients: clients, gate: TargetGuard(allowed: runtime.process.outboundNetworks))
        let store = WebhookStore(pool: runtime.pool, bus: runtime.bus)
        return [
            fanOut,
            WebhookWorker(store: store, sender: sender, tools: runtime.process, bell: bell, logger: logger),
        ]
    }

    /// Ends the process with a reason, once it runs.
    private struct Stopped: Service, Error, CustomStringConvertible {
        let reason: String
        var description: String { self.reason }

        func run() async throws { throw self }
    }
}
