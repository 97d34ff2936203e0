import Model
import ServiceKit

/// The parts of an AsyncAPI document that recur.
enum AsyncAPIWords {
    /// A reference into the document.
    static func reference(_ place: String, _ name: String) -> JSON { ["$ref": .string("#/\(place)/\(name)")] }

    /// The server at an address; nil when that has no host.
    static func server(_ url: String) -> JSON? {
        let parts = url.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 2, let scheme = parts.first?.dropLast(), !parts[2].isEmpty else { return nil }
        var server = JSONObject()
        server["host"] = .string(String(parts[2]))
        server["protocol"] = .string(String(scheme))
        let path = parts.dropFirst(3).joined(separator: "/")
        if !path.isEmpty { server["pathname"] = .string("/\(path)") }
        server["security"] = [Self.reference("components/securitySchemes", "token")]
        return .object(server)
    }
}
