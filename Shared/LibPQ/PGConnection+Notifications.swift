import CLibPQ

/// What `pg_notify` sent.
public struct PGNotification: Hashable, Sendable {
    /// The channel it was sent on.
    public let channel: String
    /// At most 7,999 bytes of text.
    public let payload: String
    /// The backend that sent it.
    public let backendPID: Int32
}

extension PGConnection {
    /// The notifications read so far, in order; each is handed out once.
    public func takeNotifications() -> [PGNotification] {
        var notifications: [PGNotification] = []
        while let raw = PQnotifies(self.raw) {
            notifications.append(
                PGNotification(
                    channel: String(cString: raw.pointee.relname), payload: String(cString: raw.pointee.extra),
                    backendPID: raw.pointee.be_pid)
            )
            PQfreemem(raw)
        }
        return notifications
    }

    /// Suspends until there are notifications, or the deadline passes, which is no error but an empty answer.
    public func notifications(deadline: Deadline) async throws(DatabaseError) -> [PGNotification] {
        try self.prepareToSend(shielded: false)
        while true {
            let notifications = self.takeNotifications()
            guard notifications.isEmpty else { return notifications }
            switch await Poller.shared.wait(PQsocket(self.raw), for: .read, until: deadline, cancellable: true) {
            case .ready: guard PQconsumeInput(self.raw) == 1 else { throw self.lost() }
            case .timedOut: return []
            case .cancelled: throw DatabaseError(.cancelled)
            case .failed: throw self.lost()
            }
        }
    }
}
