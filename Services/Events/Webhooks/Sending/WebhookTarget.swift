import Model
import ServiceKit

/// An address that events may be sent to, taken apart by rules of our own.
///
/// It is put together again from these parts before it is used: two readers that understand one address differently are
/// how such checks are usually passed by.
struct WebhookTarget: Sendable, Equatable {
    let isSecure: Bool
    /// In lower case; without brackets when it is an IPv6 address.
    let host: String
    let port: Int?
    /// Path and query.
    let path: String

    /// The address that the host itself is, when it is no name.
    var literal: NetworkAddress? { NetworkAddress(self.host) }

    /// The address as it is called.
    var url: String {
        let host = self.host.contains(":") ? "[\(self.host)]" : self.host
        return "\(self.isSecure ? "https" : "http")://\(host)\(self.port.map { ":\($0)" } ?? "")\(self.path)"
    }

    /// Reads an address.
    init(_ text: String) throws(Refused) {
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"\\\"<>^`{|}#".utf8.contains($0) }) else {
            throw .form
        }
        let lower = text.lowercased()
        self.isSecure = lower.hasPrefix("https://")
        guard self.isSecure || lower.hasPrefix("http://") else { throw .form }
        let rest = text.dropFirst(self.isSecure ? 8 : 7)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let tail = rest.dropFirst(authority.count)
        self.path = tail.hasPrefix("/") ? String(tail) : "/\(tail)"
        guard !authority.contains("@") else { throw .form }
        let (host, port) = try Self.split(authority.lowercased())
        self.host = host
        self.port = port
    }

    private static func split(_ authority: String) throws(Refused) -> (String, Int?) {
        var host = Substring(authority)
        var port: Substring?
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { throw .form }
            host = authority[..<end].dropFirst()
            let after = authority[end...].dropFirst()
            guard after.isEmpty || after.hasPrefix(":") else { throw .form }
            if !after.isEmpty { port = after.dropFirst() }
            guard host.contains(":"), let address = NetworkAddress(String(host)) else { throw .form }
            host = Substring(address.description)
        } else {
            if let colon = authority.firstIndex(of: ":") {
                host = authority[..<colon]
                port = authority[colon...].dropFirst()
            }
            if host.hasSuffix(".") { host = host.dropLast() }
            try Self.checkName(host)
        }
        guard let port else { return (String(host), nil) }
        guard let number = Int(port), (1...65_535).contains(number), port.allSatisfy(\.isNumber) else { throw .form }
        return (String(host), number)
    }

    /// Names of letters, digits and hyphens; what ends like a number must be an address in its usual form, because
    /// `127.1` and `0x7f000001` are addresses to some.
    private static func checkName(_ host: Substring) throws(Refused) {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let isPlain = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count)
                && label.utf8.allSatisfy {
                    (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
                }
        }
        guard isPlain, host.utf8.count <= 253, let last = labels.last else { throw .form }
        let isNumeric = last.utf8.allSatisfy { (0x30...0x39).contains($0) } || last.hasPrefix("0x")
        if isNumeric, NetworkAddress(String(host)) == nil { throw .form }
    }

    /// Why an address is not called.
    enum Refused: String, Error, Sendable {
        /// It has not the form of one.
        case form = "address-form"
        /// It leads into a network that is not allowed.
        case network = "address-refused"
        /// It would be sent in the clear over the internet.
        case clear = "address-without-tls"
        /// There is no such host.
        case unknown = "address-unknown"

        /// In words, for the form in which it was given.
        var label: Label {
            switch self {
            case .form:
                Label(
                    zh: "应为 https://主机名/… 的网址（ASCII，不含账号与片段）",
                    en: "Must be an address like https://host.example/path, in ASCII, without account or fragment")
            case .network:
                Label(
                    zh: "不允许推送到内网、本机或特殊用途的地址（管理员可用 YIZHAN_WEBHOOK_NETWORKS 放行）",
                    en: """
                        Private, local and special addresses are not allowed; an operator can allow networks with \
                        YIZHAN_WEBHOOK_NETWORKS
                        """)
            case .clear:
                Label(
                    zh: "须以 https:// 开头；只有经放行的内网可用 http://",
                    en: "Must begin with https://; http:// is for allowed private networks only")
            case .unknown: Label(zh: "找不到该主机", en: "There is no such host")
            }
        }
    }
}
