import FoundationEssentials

extension EventCondition {
    /// The conditions as the server reads them.
    static func json(_ conditions: [EventCondition]) -> String {
        var bytes = Array("[".utf8)
        for (index, condition) in conditions.enumerated() {
            bytes += Array((index == 0 ? #"{"path":"# : #",{"path":"#).utf8)
            bytes.append(jsonString: condition.path)
            bytes += Array(#","is":"\#(condition.comparison.rawValue)""#.utf8)
            if let value = condition.value { bytes += Array(#","value":\#(value)"#.utf8) }
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: "]"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads conditions as the server keeps them.
    static func conditions(json: String?) throws -> [EventCondition]? {
        guard let json else { return nil }
        return try JSONDecoder().decode([Written].self, from: Data(json.utf8)).map { written in
            guard let comparison = Comparison(rawValue: written.is) else { throw EventBusError(.malformedEvent) }
            let value = try written.value.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
            return EventCondition(written.path, comparison, value)
        }
    }

    private struct Written: Decodable {
        var path: String
        var `is`: String
        var value: JSONMember?
    }
}
