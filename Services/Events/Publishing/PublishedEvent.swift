import Crypto
import EventBus
import Model

/// An event that was found good, ready for the log.
struct PublishedEvent: Sendable {
    let id: String
    let source: String
    /// The unit that its source names.
    let sourceUnit: String
    /// The unit whose event it is.
    let unit: String
    /// Where it stood in the request.
    let place: String
    private let row: JSONObject

    /// - Parameters:
    ///   - texts: its attributes, by name.
    ///   - data: its data.
    ///   - sourceUnit: the unit that its source names, whose event it is unless it says otherwise.
    ///   - place: where it stood in the request.
    init(_ texts: [String: String], data: JSON?, unit sourceUnit: String, place: String) {
        self.id = (texts["id"] ?? "").lowercased()
        self.source = texts["source"] ?? ""
        self.sourceUnit = sourceUnit
        self.unit = texts["unit"] ?? sourceUnit
        self.place = place
        var row = JSONObject()
        for (name, text) in texts where name != "specversion" && name != "datacontenttype" { row[name] = .string(text) }
        row["id"] = .string(self.id)
        row["unit"] = .string(self.unit)
        // Events about one subject stay in order, as those of the services do.
        row["partitionkey"] = .string(texts["partitionkey"] ?? texts["subject"] ?? self.id)
        row["data"] = data
        self.row = row
    }

    /// What tells it from another event of the same id: all that its sender has said.
    var digest: String {
        let hash = SHA256.hash(data: JSON.object(self.row).canonicalBytes)
        return hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// As `events.publish` takes it.
    func row(_ ordinal: Int, by actor: String, in trace: TraceContext?) -> JSON {
        var row = self.row
        row["digest"] = .string(self.digest)
        row["ordinal"] = .integer(Int64(ordinal))
        row["actor"] = .string(actor)
        if row["traceparent"] == nil {
            row["traceparent"] = (trace?.traceparent).map(JSON.string)
            row["tracestate"] = (trace?.state).map(JSON.string)
        }
        return .object(row)
    }
}
