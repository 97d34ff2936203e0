import EventBus
import Model

extension LogPlace {
    /// What a text that is no place breaks.
    static func issue(_ pointer: String) -> Issue {
        Issue(
            pointer, .format,
            Label(
                zh: "应为位置，如 4711，或带日志版本的位置，如 4711@1a2b3c4d",
                en: "Must be a position such as 4711, or one with its incarnation such as 4711@1a2b3c4d"))
    }

    /// A place in OpenAPI's words.
    static let schema: JSON = ["type": "string", "pattern": "^[0-9]+(@[!-~]{1,64})?$"]
}

extension LogPage {
    /// Where to read on.
    var place: LogPlace { LogPlace(position: self.next, incarnation: self.incarnation) }
}
