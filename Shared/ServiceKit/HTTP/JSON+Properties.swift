package import Model

extension JSON {
    /// A schema with other properties.
    package func properties(_ change: (inout JSONObject) -> Void) -> JSON {
        guard var schema = self.objectValue, var properties = schema["properties"]?.objectValue else { return self }
        change(&properties)
        schema["properties"] = .object(properties)
        return .object(schema)
    }
}
