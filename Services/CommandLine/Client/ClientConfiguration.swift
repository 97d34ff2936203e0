import FoundationEssentials
import Model

/// Which service a command talks to, and as whom.
public struct ClientConfiguration: Sendable, CustomStringConvertible {
    /// Where the services are, without a closing slash.
    public let url: String
    /// The API token, if there is one; a secret.
    public let token: String?

    /// The language in which the server should explain itself, as in `Accept-Language`: that of the terminal.
    public let language: String

    /// Both, the token masked.
    public var description: String {
        "\(self.url), \(self.token == nil ? "no token" : "token ***")"
    }

    /// Takes what the command line says, then the environment, then what `yizhan up` left on this machine.
    ///
    /// Variables read: `YIZHAN_URL`, `YIZHAN_TOKEN`, `YIZHAN_TOKEN_FILE`, and those of ``DataFolder``.
    ///
    /// - Parameters:
    ///   - url: the value of `--url`.
    ///   - token: the value of `--token`.
    ///   - environment: the process's environment.
    ///   - dataFolder: a local data folder, whose `cli-token` is the last resort.
    /// - Throws: ``CommandError`` when the address is none, or a token file cannot be read.
    public init(
        url: String?, token: String?, environment: [String: String], dataFolder: DataFolder
    ) throws(CommandError) {
        let given = Self.nonEmpty(url) ?? Self.nonEmpty(environment["YIZHAN_URL"])
        var address = given ?? dataFolder.readyState()?.url ?? "http://127.0.0.1:8080"
        while address.hasSuffix("/") { address.removeLast() }
        guard address.hasPrefix("http://") || address.hasPrefix("https://") else {
            throw CommandError(.usage, "The address \(address) must begin with http:// or https://.")
        }
        self.url = address
        self.language = DisplayLanguage(terminalOf: environment).tag
        if let token = Self.nonEmpty(token) ?? Self.nonEmpty(environment["YIZHAN_TOKEN"]) {
            self.token = token
        } else if let file = Self.nonEmpty(environment["YIZHAN_TOKEN_FILE"]) {
            guard let text = Self.firstLine(of: file) else {
                throw CommandError(.usage, "YIZHAN_TOKEN_FILE names \(file), which cannot be read or is empty.")
            }
            self.token = text
        } else if Self.isLocal(address) {
            self.token = Self.firstLine(of: dataFolder.tokenFile)
        } else {
            // The local token is no business of a server elsewhere.
            self.token = nil
        }
    }

    private static func nonEmpty(_ text: String?) -> String? {
        text.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func firstLine(of path: String) -> String? {
        let text = try? String(contentsOfFile: path, encoding: .utf8)
        return Self.nonEmpty(text?.split(whereSeparator: \.isNewline).first.map(String.init))
    }

    private static func isLocal(_ url: String) -> Bool {
        let rest = url.drop { $0 != "/" }.dropFirst(2)
        let authority = rest.prefix { $0 != "/" }
        return ["127.0.0.1", "localhost", "[::1]"].contains { authority == $0 || authority.hasPrefix("\($0):") }
    }
}
