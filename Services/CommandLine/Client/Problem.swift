import Model
import YizhanClient

extension CommandError {
    /// Runs `body` with the failures of requests in words for the person at the terminal.
    public static func explaining<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let error as ClientError {
            throw CommandError(error)
        }
    }

    /// A failed request, as the services word their refusal (RFC 9457), made readable for a terminal.
    private init(_ error: ClientError) {
        switch error.status {
        case nil where error.code == .unreachable:
            self.init(.unavailable, "\(error) Is it running? Start it with: yizhan up")
        case let status?:
            self.init(
                error.isPassing ? .unavailable : [401, 403].contains(status) ? .notPermitted : .failed,
                Self.text(status, error.problem))
        case nil: self.init(.failed, error.description)
        }
    }

    private static func text(_ status: Int, _ problem: JSON?) -> String {
        var lines = ["\(problem?["title"]?.stringValue ?? "The server refused") (HTTP \(status))"]
        if let detail = problem?["detail"]?.stringValue { lines[0] += ": \(detail)" }
        for issue in problem?["errors"]?.arrayValue ?? [] {
            let place = issue["pointer"]?.stringValue ?? issue["field"]?.stringValue ?? ""
            let message = issue["message"]?.stringValue ?? issue["detail"]?.stringValue ?? ""
            lines.append("  \(place)  \(message)")
        }
        if status == 401 {
            lines.append(
                "Give a token with --token, YIZHAN_TOKEN or YIZHAN_TOKEN_FILE (yizhan token create makes one).")
        }
        return lines.joined(separator: "\n")
    }
}
