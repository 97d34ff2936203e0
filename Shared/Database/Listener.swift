import LibPQ
public import Logging
public import ServiceLifecycle
import Synchronization

/// Listens on channels, on a connection of its own, for as long as the process lives.
///
/// A notification is a doorbell: subscribers read tables when it rings, and also at every ``ListenerEvent/resync``,
/// which follows each (re)connect. The connection must lead to the server itself, not to a pooler in transaction mode.
public final class Listener: Service, Sendable {
    private struct Subscriber {
        weak var buffer: ListenerBuffer?
    }

    private struct State {
        var subscribers: [Subscriber] = []
        var isListening = false
        var isFinished = false
        var backendPID: Int32?
        var connected = 0
        var lastHeard: ContinuousClock.Instant?
    }

    let configuration: ConnectionConfiguration
    let channels: [String]
    let options: ListenerOptions
    let logger: Logger
    private let state = Mutex(State())

    /// Connects when ``run()`` runs.
    public init(
        _ configuration: ConnectionConfiguration, channels: [String], options: ListenerOptions = ListenerOptions(),
        logger: Logger
    ) {
        self.configuration = configuration
        self.channels = channels
        self.options = options
        self.logger = logger
    }

    /// The events from now on, for one reading task.
    ///
    /// Begins with ``ListenerEvent/resync`` as soon as the channels are listened to; ends when the listener does.
    public func subscribe() -> AsyncStream<ListenerEvent> {
        let buffer = ListenerBuffer(capacity: self.options.capacity)
        self.state.withLock { state in
            state.subscribers.removeAll { $0.buffer == nil }
            state.subscribers.append(Subscriber(buffer: buffer))
            if state.isListening { buffer.put(.resync) }
            if state.isFinished { buffer.finish() }
        }
        // The stream alone keeps the buffer alive, so a reader that goes away is forgotten.
        return AsyncStream { await buffer.next() }
    }

    /// Whether the channels are listened to at this moment, as far as the last heartbeat could tell.
    public var isListening: Bool { self.state.withLock { $0.isListening } }

    /// The server process that listens, for operators and tests; nil while there is none.
    public var backendPID: Int32? { self.state.withLock { $0.backendPID } }

    /// How listening has gone.
    public struct Statistics: Sendable {
        /// Whether the channels are listened to at this moment.
        public var isListening: Bool
        /// How often a connection has begun to listen.
        public var connected: Int
        /// How long ago the last notification came; nil when none has yet.
        public var silence: Duration?
    }

    /// The figures of this moment.
    public var statistics: Statistics {
        self.state.withLock { state in
            Statistics(
                isListening: state.isListening, connected: state.connected,
                silence: state.lastHeard?.duration(to: .now))
        }
    }

    func began(_ pid: Int32, _ hear: (ListenerEvent) -> Void) {
        self.publish(.resync, hear) { state in
            state.isListening = true
            state.connected += 1
            state.backendPID = pid
        }
    }

    func lost(_ hear: (ListenerEvent) -> Void) {
        guard self.isListening else { return }
        self.publish(.lost, hear) { state in
            state.isListening = false
            state.backendPID = nil
        }
    }

    func received(_ notification: PGNotification, _ hear: (ListenerEvent) -> Void) {
        let event = ListenerEvent.notification(channel: notification.channel, payload: notification.payload)
        self.publish(event, hear) { $0.lastHeard = .now }
    }

    func finish() {
        let subscribers = self.state.withLock { state in
            state.isFinished = true
            state.isListening = false
            state.backendPID = nil
            return state.subscribers
        }
        for subscriber in subscribers { subscriber.buffer?.finish() }
    }

    /// State and events change under one lock, so a new subscriber sees either the event or the state after it.
    private func publish(
        _ event: ListenerEvent, _ hear: (ListenerEvent) -> Void, _ change: (inout State) -> Void,
    ) {
        let dropped = self.state.withLock { state in
            change(&state)
            return state.subscribers.count { $0.buffer?.put(event) == false }
        }
        hear(event)
        if dropped > 0 {
            self.logger.warning("A subscriber was too slow and has to resync", metadata: ["subscribers": "\(dropped)"])
        }
    }
}
