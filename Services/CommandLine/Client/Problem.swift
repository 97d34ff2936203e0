import Model

/// A refusal as the services word it (RFC 9457), made readable for a terminal.
struct Problem {
    let status: Int
    let body: [UInt8]

    var error: CommandError {
        let code: CommandError.Code =
            switch self.status {
            case 401, 403: .notPermitted
            case 429, 502, 503, 504: .unavailable
            default: .failed
            }
        return CommandError(code, self.text)
    }

    private var text: String {
        let json = try? JSON(parsing: self.body)
        var lines = ["\(json?["title"]?.stringValue ?? "The server refused") (HTTP \(self.status))"]
        if let detail = json?["detail"]?.stringValue { lines[0] += ": \(detail)" }
        for issue in json?["errors"]?.arrayValue ?? [] {
            let place = issue["pointer"]?.stringValue ?? issue["field"]?.stringValue ?? ""
            let message = issue["message"]?.stringValue ?? issue["detail"]?.stringValue ?? ""
            lines.append("  \(place)  \(message)")
        }
        if self.status == 401 {
            lines.append(
                "Give a token with --token, YIZHAN_TOKEN or YIZHAN_TOKEN_FILE (yizhan token create makes one).")
        }
        return lines.joined(separator: "\n")
    }
}
