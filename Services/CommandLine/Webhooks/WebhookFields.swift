public import Model

/// The fields of a webhook as they are written on a command line.
public struct WebhookFields: Sendable, Equatable {
    /// The fields that were given.
    public let object: JSONObject

    /// Reads options.
    ///
    /// - Parameters:
    ///   - fields: names and values; nil is not given.
    ///   - filters: rows of the filter.
    ///   - headers: `Name: value` each.
    /// - Throws: ``CommandError`` when a header has another form.
    public init(
        _ fields: [(name: String, value: JSON?)], filters: [JSON] = [], headers: [String] = [],
    ) throws(CommandError) {
        var object = JSONObject()
        for (name, value) in fields { object[name] = value }
        if !filters.isEmpty { object[Webhook.filters.name] = .array(filters) }
        var rows: [JSON] = []
        for header in headers {
            guard let colon = header.firstIndex(of: ":"), colon != header.startIndex else {
                throw CommandError(.usage, "A header is written as \"Name: value\".")
            }
            rows.append([
                Webhook.headerName.name: .string(String(header[..<colon]).trimmed),
                Webhook.headerValue.name: .string(String(header[header.index(after: colon)...]).trimmed),
            ])
        }
        if !rows.isEmpty { object[Webhook.headers.name] = .array(rows) }
        self.object = object
    }
}
