import CLibPQ
import Logging

/// Sends the server's notices to a logger; left alone, libpq prints them to standard error.
final class NoticeReceiver: Sendable {
    private let logger: Logger

    init(logger: Logger) {
        self.logger = logger
    }

    /// The connection keeps an unretained pointer, so this object must outlive it.
    func attach(to connection: OpaquePointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        PQsetNoticeReceiver(
            connection,
            { context, result in
                guard let context, let result else { return }
                Unmanaged<NoticeReceiver>.fromOpaque(context).takeUnretainedValue().receive(result)
            }, context)
    }

    private func receive(_ result: OpaquePointer) {
        // A notice may quote data, like any message of the server.
        self.logger.debug(
            "Server notice",
            metadata: [
                "severity": "\(Self.field(CLIBPQ_DIAG_SEVERITY, of: result))",
                "sqlstate": "\(Self.field(CLIBPQ_DIAG_SQLSTATE, of: result))",
                "message": "\(Self.field(CLIBPQ_DIAG_MESSAGE, of: result))",
            ])
    }

    private static func field(_ code: Int32, of result: OpaquePointer) -> String {
        PQresultErrorField(result, code).map { String(cString: $0) } ?? ""
    }
}
