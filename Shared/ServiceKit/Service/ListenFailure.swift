import Foundation
public import Model
import NIOCore

/// Why a process cannot listen where it was told to, in words for the one who told it.
public struct ListenFailure: Error, Sendable {
    /// How the one who starts the process says where it listens.
    public enum Setting: Sendable {
        /// By `--host` and `--port`.
        case options
        /// By `YIZHAN_HTTP_HOST` and `YIZHAN_HTTP_PORT`.
        case variables

        fileprivate var host: String { self == .options ? "--host" : "YIZHAN_HTTP_HOST" }
        fileprivate var port: String { self == .options ? "--port" : "YIZHAN_HTTP_PORT" }
    }

    private let code: Int32
    private let host: String
    private let port: Int

    /// Understands the error with which a server did not start; nil when it is about something else.
    public init?(_ error: any Error, host: String, port: Int) {
        guard let error = error as? IOError, [EADDRINUSE, EADDRNOTAVAIL, EACCES].contains(error.errnoCode) else {
            return nil
        }
        self.code = error.errnoCode
        self.host = host
        self.port = port
    }

    /// What is wrong, and by which setting it is mended.
    public func explanation(_ setting: Setting) -> Label {
        let host = self.host
        let port = self.port
        switch self.code {
        case EADDRNOTAVAIL:
            return Label(
                zh: "本机没有地址 \(host)。请用 \(setting.host) 选择本机的地址，例如 127.0.0.1。",
                en: "This machine has no address \(host). Choose one of its own by \(setting.host), like 127.0.0.1.")
        case EACCES:
            return Label(
                zh: "没有权限监听端口 \(port)（1024 以下通常需要 root）。请用 \(setting.port) 选择其他端口，例如 8080。",
                en: """
                    This user may not listen on port \(port) (below 1024 usually only root may). Choose another by \
                    \(setting.port), such as 8080.
                    """)
        default:
            let other = port < 65_535 ? port + 1 : port - 1
            return Label(
                zh: "\(host) 的端口 \(port) 已被其他程序占用。请停止该程序，或用 \(setting.port) 选择其他端口，例如 \(other)。",
                en: """
                    Another program listens on port \(port) of \(host) already. Stop it, or choose another port by \
                    \(setting.port), such as \(other).
                    """)
        }
    }
}
