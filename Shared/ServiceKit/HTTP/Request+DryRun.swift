import Hummingbird
import Model

extension Request {
    /// Whether everything shall be found out and nothing be changed.
    ///
    /// - Throws: ``ValidationError`` for any other parameter: a dry run that was misspelt must not become a change.
    func dryRun() throws(ValidationError) -> Bool {
        var given: Bool?
        for (name, value) in self.queryPairs where name != "lang" {
            guard name == "dryRun" else {
                throw ValidationError("/\(name)", .unknownField, .noParameter(name, known: ["dryRun"]))
            }
            guard given == nil else { throw ValidationError("/dryRun", .duplicate, .repeatedParameter(name)) }
            guard value == "true" || value == "false" else { throw ValidationError("/dryRun", .type, .trueOrFalse) }
            given = value == "true"
        }
        return given ?? false
    }
}
