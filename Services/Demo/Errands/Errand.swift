import Model

/// One record of the example office: what is entered, when, and what is done with it afterwards.
struct Errand: Sendable {
    /// The code, by which a repeated run knows that it has been here.
    let code: String
    let resource: Resource
    let input: JSONObject
    let on: CalendarDate
    let steps: [Step]

    init(_ resource: Resource, code: String, unit: String, on: CalendarDate, _ input: JSONObject, steps: [Step] = []) {
        var input = input
        input["code"] = .string(code)
        input["unit"] = .string(unit)
        self.code = code
        self.resource = resource
        self.input = input
        self.on = on
        self.steps = steps
    }

    /// Something that is done with the record once it exists.
    struct Step: Sendable {
        enum Kind: Sendable {
            /// A step of the record's own lifecycle.
            case transition(String, JSONObject)
            /// A record that belongs to it, made from its id.
            case companion(Resource, @Sendable (RecordID) -> JSONObject)
        }

        let on: CalendarDate
        let kind: Kind

        static func transition(_ name: String, on: CalendarDate, _ input: JSONObject = JSONObject()) -> Step {
            Step(on: on, kind: .transition(name, input))
        }

        static func companion(
            _ resource: Resource, on: CalendarDate, _ input: @escaping @Sendable (RecordID) -> JSONObject,
        ) -> Step {
            Step(on: on, kind: .companion(resource, input))
        }
    }
}

extension JSONObject {
    /// An object from pairs; nil stands for an absent member.
    init(_ members: KeyValuePairs<String, JSON?>) {
        self.init(minimumCapacity: members.count)
        for (key, value) in members { self[key] = value }
    }
}
