public import Model

/// How the records of a service are made of the rows of a file.
///
/// A mapping is a JSON object. Each member names a field of the record, with slashes between the steps (`name/en`), and
/// says where its value comes from: a text names the source in the same way (`web_pages/0`), and an object has one of
///
/// - `value`: this very value;
/// - `from`: a source, with `change`, a list of `lowercase`, `uppercase`, `trim`, `integer`, `number`, `boolean` and
///   `split` (at semicolons), `prefix`, a text to put before it, and `default`, the value where the source has none;
/// - `each`: a source that is a list, with `as`, the source or the mapping of every element (`.` is the element itself).
///
/// A field whose source says nothing is left out.
public struct ImportMapping: Sendable {
    private let fields: [(path: [String], source: ImportSource)]

    /// Reads a mapping.
    ///
    /// - Throws: ``CommandError`` that names the member that makes no sense.
    public init(json: JSON) throws(CommandError) {
        guard let object = json.objectValue else {
            throw CommandError(.usage, "A mapping is a JSON object: {\"field\": \"source\", ...}.")
        }
        var fields: [(path: [String], source: ImportSource)] = []
        for member in object.members {
            fields.append((Self.path(member.key), try ImportSource(json: member.value, field: member.key)))
        }
        self.fields = fields
    }

    /// The record that a row says.
    ///
    /// - Throws: ``RowIssue``-worthy text when a value cannot be changed as asked, as ``MappingRefusal``.
    public func record(of row: JSON) throws(MappingRefusal) -> JSON {
        var record = JSON.object(JSONObject())
        for (path, source) in self.fields {
            if let value = try source.value(in: row, field: path.joined(separator: "/")) {
                record.set(value, at: path[...])
            }
        }
        return record
    }

    static func path(_ text: String) -> [String] {
        text.split(separator: "/").map(String.init)
    }
}

/// A value that a mapping could not change as asked.
public struct MappingRefusal: Error, Equatable {
    /// The field of the record.
    public let field: String
    /// What was asked for, for example `integer`.
    public let rule: String
    /// What is wrong, for people.
    public let message: String
}

extension JSON {
    /// Puts a value at a place, making objects on the way.
    mutating func set(_ value: JSON, at path: ArraySlice<String>) {
        guard let first = path.first else {
            self = value
            return
        }
        var object = self.objectValue ?? JSONObject()
        var inner = object[first] ?? .object(JSONObject())
        inner.set(value, at: path.dropFirst())
        object[first] = inner
        self = .object(object)
    }

    /// The value at a place; nil where there is none, or nothing but `null`.
    func value(at path: [String]) -> JSON? {
        var value = self
        for step in path {
            guard let next = value[step] ?? Int(step).flatMap({ value[$0] }) else { return nil }
            value = next
        }
        if value.isNull { return nil }
        return value
    }
}
