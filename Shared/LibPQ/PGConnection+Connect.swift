import CLibPQ
public import Logging

extension PGConnection {
    /// Carries a fresh connection from the thread that resolved its host.
    ///
    /// `@unchecked Sendable`: exactly one side has it at any time, because `BlockingCall` gives its value either to the
    /// waiting task or to `discard`.
    private struct Handover: @unchecked Sendable {
        let raw: OpaquePointer?
    }

    /// Opens a connection; throws `connectionFailed`, `timeout` or `cancelled`.
    ///
    /// With several hosts in the settings libpq tries one after the other within the one deadline.
    public static func connect(
        _ settings: ConnectionSettings, deadline: Deadline, logger: Logger
    ) async throws(DatabaseError) -> PGConnection {
        guard !settings.isMalformed else {
            throw DatabaseError(.usage, "a connection parameter contains NUL")
        }
        let outcome = await BlockingCall.run(
            until: deadline, cancellable: true,
            discard: { (late: Handover) in PQfinish(late.raw) },
            { Handover(raw: settings.start()) }
        )
        switch outcome {
        case .finished(let handover):
            guard let raw = handover.raw else { throw DatabaseError(.connectionFailed, "out of memory") }
            return try await self.establish(raw, deadline: deadline, logger: logger)
        case .timedOut: throw DatabaseError(.timeout, "the host name was not resolved in time")
        case .cancelled: throw DatabaseError(.cancelled)
        case .failed: throw DatabaseError(.connectionFailed, "no thread or descriptor left")
        }
    }

    private static func establish(
        _ raw: OpaquePointer, deadline: Deadline, logger: Logger
    ) async throws(DatabaseError) -> PGConnection {
        do throws(DatabaseError) {
            let notices = NoticeReceiver(logger: logger)
            notices.attach(to: raw)
            try await self.negotiate(raw, deadline: deadline)
            guard PQsetnonblocking(raw, 1) == 0, let cancelHandle = CancelHandle(raw) else {
                throw DatabaseError(.connectionFailed, String(cString: PQerrorMessage(raw)))
            }
            return PGConnection(adopting: raw, notices: notices, cancelHandle: cancelHandle)
        } catch {
            Poller.shared.forget(PQsocket(raw))
            PQfinish(raw)
            throw error
        }
    }

    private static func negotiate(_ raw: OpaquePointer, deadline: Deadline) async throws(DatabaseError) {
        guard PQstatus(raw) != CONNECTION_BAD else {
            throw DatabaseError(.connectionFailed, String(cString: PQerrorMessage(raw)))
        }
        var interest = Poller.Interest.write
        while true {
            // Asked anew each time: libpq moves to another socket when it tries another host or method.
            let wakeup = await Poller.shared.wait(PQsocket(raw), for: interest, until: deadline, cancellable: true)
            switch wakeup {
            case .timedOut: throw DatabaseError(.timeout, "the server did not answer in time")
            case .cancelled: throw DatabaseError(.cancelled)
            case .ready, .failed: break
            }
            switch PQconnectPoll(raw) {
            case PGRES_POLLING_OK: return
            case PGRES_POLLING_READING: interest = .read
            case PGRES_POLLING_WRITING: interest = .write
            default: throw DatabaseError(.connectionFailed, String(cString: PQerrorMessage(raw)))
            }
            // libpq may have closed the socket waited on; a new one with its number is armed afresh.
            if wakeup == .failed { throw DatabaseError(.connectionFailed, "the socket cannot be polled") }
        }
    }
}
