import Model

/// An OpenAPI document, looked at by what every one has to keep to.
struct InterfaceDocument {
    private static let methods = ["get", "post", "patch", "delete"]
    private let document: JSON

    init(_ document: JSON) {
        self.document = document
    }

    /// Everything that is wrong; empty when nothing is.
    func problems() -> [String] {
        var problems: [String] = []
        self.look(at: self.document, "#", &problems)
        let paths = self.document["paths"]?.objectValue ?? JSONObject()
        if paths.isEmpty { problems.append("no path is described") }
        var names: Set<String> = []
        for path in paths {
            for operation in path.value.objectValue ?? JSONObject() {
                let place = "\(operation.key) \(path.key)"
                if !Self.methods.contains(operation.key) { problems.append("\(place): no method of ours") }
                let name = operation.value["operationId"]?.stringValue ?? ""
                if name.isEmpty { problems.append("\(place): no operationId") }
                if !names.insert(name).inserted { problems.append("\(place): the operationId \(name) is taken") }
                problems += self.responseProblems(operation.value).map { "\(place): \($0)" }
                problems += self.parameterProblems(operation.value, path.key).map { "\(place): \($0)" }
            }
        }
        return problems
    }

    /// Nothing is null, and every reference leads somewhere.
    private func look(at node: JSON, _ place: String, _ problems: inout [String]) {
        switch node {
        case .null: problems.append("null at \(place)")
        case .array(let elements):
            for (index, element) in elements.enumerated() { self.look(at: element, "\(place)/\(index)", &problems) }
        case .object(let object):
            if let reference = object["$ref"]?.stringValue, self.target(of: reference) == nil {
                problems.append("\(reference) at \(place) leads nowhere")
            }
            for member in object { self.look(at: member.value, "\(place)/\(member.key)", &problems) }
        default: break
        }
    }

    private func target(of reference: String) -> JSON? {
        guard reference.hasPrefix("#/") else { return nil }
        var target: JSON? = self.document
        for part in reference.dropFirst(2).split(separator: "/") { target = target?[String(part)] }
        return target
    }

    private func responseProblems(_ operation: JSON) -> [String] {
        let responses = operation["responses"]?.objectValue ?? JSONObject()
        var problems = responses.isEmpty ? ["no response"] : []
        if !responses.keys.contains(where: { $0.hasPrefix("2") }) { problems.append("no response of success") }
        for response in responses {
            let said = response.value["$ref"]?.stringValue.flatMap(self.target) ?? response.value
            if said["description"]?.stringValue?.isEmpty != false {
                problems.append("the response \(response.key) has no description")
            }
        }
        return problems
    }

    private func parameterProblems(_ operation: JSON, _ path: String) -> [String] {
        let parameters = operation["parameters"]?.arrayValue ?? []
        var problems: [String] = []
        var seen: Set<String> = []
        for parameter in parameters {
            let name = "\(parameter["in"]?.stringValue ?? "?") \(parameter["name"]?.stringValue ?? "?")"
            if !seen.insert(name).inserted { problems.append("the parameter \(name) is declared twice") }
            if parameter["schema"]?.objectValue == nil { problems.append("the parameter \(name) has no schema") }
        }
        let declared = parameters.filter { $0["in"] == "path" && $0["required"] == true }
            .compactMap { $0["name"]?.stringValue }
        let used = path.split(separator: "{").dropFirst().map { String($0.prefix { $0 != "}" }) }
        if Set(declared) != Set(used) { problems.append("declares \(declared) in the path, which has \(used)") }
        return problems
    }
}
