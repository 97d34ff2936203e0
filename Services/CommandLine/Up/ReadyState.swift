public import Model

/// What a running `yizhan up` says about itself once it is ready.
public struct ReadyState: Sendable, Equatable {
    /// Its process.
    public let process: Int32
    /// Where it answers.
    public let url: String
    /// The one-time sign-in link; a secret until it is used.
    public let link: String?

    /// Makes a state.
    public init(process: Int32, url: String, link: String?) {
        self.process = process
        self.url = url
        self.link = link
    }

    /// Reads the form that ``json`` writes; nil when it is something else.
    public init?(json: JSON) {
        guard let process = json["pid"]?.integerValue.flatMap(Int32.init(exactly:)), let url = json["url"]?.stringValue
        else { return nil }
        self.init(process: process, url: url, link: json["link"]?.stringValue)
    }

    /// The form in which it is kept and in which `up --json` prints it.
    public var json: JSON {
        var object = JSONObject()
        object["pid"] = .integer(Int64(self.process))
        object["url"] = .string(self.url)
        object["link"] = self.link.map { .string($0) }
        return .object(object)
    }
}
