public import LibPQ

/// Why a process can not start, or a command not do its work, in one line for the person at the terminal.
public enum HostError: Error, Sendable, CustomStringConvertible {
    /// A file that a variable names can not be read.
    case unreadableFile(variable: String, path: String)
    /// The schema was made by another release than this one.
    case migration(schema: String, reason: String)
    /// The database does not answer.
    case unreachable(reason: String)
    /// The address of the database cannot be used.
    case address(reason: String)
    /// The database has no space left.
    case full
    /// The login may not do what has to be done.
    case notPermitted(reason: String)
    /// The login of a pooled connection is not the service's role.
    case wrongRole(_ user: String, needed: String)
    /// The database refused something.
    case refused(state: String)

    /// The key for secrets is none.
    case secretKey
    /// What should be a network is none.
    case network(String)
    /// The time for draining is none, or endless.
    case drain(Int)
    /// The token for scrapers is too short.
    case metricsToken

    /// What an error of the database means for an administrator.
    ///
    /// What the server says about values stays out of it: it may quote data.
    public init(_ error: DatabaseError) {
        switch error.code {
        case .connectionFailed, .connectionLost, .timeout, .poolExhausted:
            self = .unreachable(reason: error.message ?? "")
        case .server where error.sqlState == .diskFull: self = .full
        case .server where error.sqlState == .insufficientPrivilege:
            self = .notPermitted(reason: error.message ?? "")
        case .usage: self = .address(reason: error.message ?? "")
        default: self = .refused(state: error.sqlState?.rawValue ?? error.code.description)
        }
    }

    /// What an error means for an administrator; nil when it says so itself.
    public init?(explaining error: any Error) {
        switch error {
        case let known as HostError: self = known
        case let database as DatabaseError: self.init(database)
        default: return nil
        }
    }

    /// The reason in words.
    public var description: String {
        switch self {
        case .unreadableFile(let variable, let path): "\(variable) names \(path), which cannot be read"
        case .migration(let schema, let reason): "The schema \(schema) does not fit this release: \(reason)"
        case .unreachable(let reason): "The database cannot be reached. \(Self.line(reason))"
        case .address(let reason): "The address of the database cannot be used: \(Self.line(reason))."
        case .full: "The database has no space left. Free some on its disk, then try again."
        case .notPermitted(let reason): "The database login may not do this. \(Self.line(reason))"
        case .wrongRole(let user, let needed):
            "The pooled connection works as \(user), not as \(needed). Let YIZHAN_DATABASE_URL name no user, or this one."
        case .refused(let state): "The database refused (\(state))."
        case .secretKey:
            "YIZHAN_SECRET_KEY holds no 32 bytes in base64; make some with: openssl rand -base64 32"
        case .network(let text): "YIZHAN_WEBHOOK_NETWORKS names \"\(text)\", which is no network like 10.20.0.0/16"
        case .drain(let seconds): "YIZHAN_HTTP_DRAIN must be a number of seconds from 0 to 300; it is \(seconds)"
        case .metricsToken:
            "YIZHAN_METRICS_TOKEN needs 16 characters at least; make some with: openssl rand -base64 24"
        }
    }

    /// libpq writes a line for every host, and two for some.
    private static func line(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map { $0.trimmingPrefix { $0 == "\t" || $0 == " " } }.joined(
            separator: " ")
    }
}
