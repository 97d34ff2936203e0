import FoundationEssentials

extension EventCondition {
    /// Reads conditions as the server keeps them.
    static func conditions(json: String?) throws -> [EventCondition]? {
        guard let json else { return nil }
        return try JSONDecoder().decode([Written].self, from: Data(json.utf8)).map { written in
            guard let comparison = Comparison(rawValue: written.is) else { throw EventBusError(.malformedEvent) }
            return EventCondition(written.path, comparison, try written.value.map { try $0.text() })
        }
    }

    private struct Written: Decodable {
        var path: String
        var `is`: String
        var value: Value?
    }

    /// A value of one of the kinds a condition compares with.
    private enum Value: Codable {
        case bool(Bool)
        case number(Decimal)
        case text(String)
        case list([Value])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let value = try? container.decode(Bool.self) {
                self = .bool(value)
            } else if let value = try? container.decode(Decimal.self) {
                self = .number(value)
            } else if let value = try? container.decode(String.self) {
                self = .text(value)
            } else {
                self = .list(try container.decode([Value].self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .bool(let value): try container.encode(value)
            case .number(let value): try container.encode(value)
            case .text(let value): try container.encode(value)
            case .list(let values): try container.encode(values)
            }
        }

        func text() throws -> String {
            String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
        }
    }
}
