import EventBus
import Model
import ServiceKit

extension EventCondition {
    /// The condition as the bus takes it.
    init(_ condition: DataCondition) {
        // Both list the same comparisons; a test holds them against each other.
        self.init(
            condition.path, Comparison(rawValue: condition.comparison.rawValue) ?? .equal,
            condition.value?.description)
    }
}

extension DataCondition {
    /// The condition as interfaces have it, of one that the bus keeps.
    init(_ condition: EventCondition) {
        // Not with a map: the nil of a failure would be a value, JSON's null.
        var value: JSON?
        if let text = condition.value { value = try? JSON(parsing: text) }
        self.init(condition.path, Comparison(rawValue: condition.comparison.rawValue) ?? .equal, value)
    }

    /// A list of conditions in the words of JSON Schema.
    static var schema: JSON {
        let value: JSON = [
            "description":
                "A text, a number or a truth value; a list of these for `in`; none for `present` and `absent`."
        ]
        return [
            "type": "array", "maxItems": .integer(Int64(Self.most)), "title": "Conditions on data · 数据条件",
            "description": "What must hold of an event's data, all of it.",
            "items": [
                "type": "object", "required": ["path", "is"], "additionalProperties": false,
                "properties": [
                    "path": JSONSchema.field(Self.pathField.spec), "is": JSONSchema.field(Self.comparisonField.spec),
                    "value": value,
                ],
            ],
        ]
    }
}
