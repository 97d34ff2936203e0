import Hummingbird
import Model
import ServiceKit

/// The names of the parameters that an address takes.
///
/// A misspelt one is refused. Ignored, a filter that was meant would let everything through.
struct KnownParameters: Sendable {
    /// Those that have one value.
    let single: [String]
    /// Those that may be given again, for one value more.
    var lists: [String] = []

    var names: [String] { self.single + self.lists }

    /// What is wrong with the names that a request gives.
    func issues(of request: Request) -> [Issue] {
        var issues: [Issue] = []
        var seen: Set<String> = []
        // Every address takes `lang`; between two & there is nothing.
        for pair in request.uri.queryParameters where pair.key != "lang" && !pair.key.isEmpty {
            let name = String(pair.key)
            if !self.names.contains(name) {
                issues.append(Issue("/\(name)", .unknownField, .noParameter(name, known: self.names)))
            } else if !seen.insert(name).inserted, self.single.contains(name) {
                issues.append(Issue("/\(name)", .duplicate, .repeatedParameter(name)))
            }
        }
        return issues
    }

    /// Refuses a request that gives others.
    func check(_ request: Request) throws(ValidationError) {
        let issues = self.issues(of: request)
        guard issues.isEmpty else { throw ValidationError(issues) }
    }
}
