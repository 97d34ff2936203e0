import Database
import Model

/// Records that the rows of an import name by their codes, which people have at hand, where a reference is an id.
struct NamedReferences {
    /// The ids that codes mean, by what they refer to.
    private var ids: [Reference: [String: String]] = [:]
    private let fields: [FieldSpec]

    /// Looks all of them up at once; of records that the reader may not read none is known.
    init(
        in inputs: some Sequence<JSON>, of resource: Resource, stores: StoreDirectory, units: [String]?,
        on connection: Connection,
    ) async throws {
        self.fields = resource.fields
        var codes: [Reference: Set<String>] = [:]
        for input in inputs {
            Self.walk(input, self.fields, at: "") { text, reference, _ in
                codes[reference, default: []].insert(text)
                return nil
            }
        }
        let resources = stores.all.map(\.resource)
        for (reference, codes) in codes {
            guard
                let source = ReferenceSource(
                    reference, by: resource.service, resources: resources, copies: stores.copies, units: units)
            else { continue }
            let rows = try await connection.query(
                """
                SELECT \(raw: source.code), r.id::text FROM \(raw: source.table) r \
                WHERE \(raw: source.code) = ANY(\(codes.sorted())) AND \(source.isReadable)
                """)
            for row in rows {
                if let code = row.string(0) { self.ids[reference, default: [:]][code] = row.string(1) }
            }
        }
    }

    /// The row with ids in the place of codes, and the codes that mean no record, by the places at which they stand.
    func resolved(_ input: JSON) -> (input: JSON, unknown: [String: String]) {
        var unknown: [String: String] = [:]
        let resolved = Self.walk(input, self.fields, at: "") { text, reference, pointer in
            if let id = self.ids[reference]?[text] { return id }
            unknown[pointer] = text
            return nil
        }
        return (resolved, unknown)
    }

    /// Goes to every reference that is given by another text than an id, and puts another one in its place.
    @discardableResult
    private static func walk(
        _ input: JSON, _ fields: [FieldSpec], at pointer: String,
        _ replacement: (_ text: String, _ reference: Reference, _ pointer: String) -> String?,
    ) -> JSON {
        guard case .object(var object) = input else { return input }
        for field in fields where !field.isReadOnly {
            let path = "\(pointer)/\(field.name)"
            switch (field.kind, object[field.name]) {
            case (.reference(let reference), .string(let given)?):
                let text = given.trimmed
                guard !text.isEmpty, RecordID(text) == nil, !text.unicodeScalars.contains("\0") else { continue }
                if let id = replacement(text, reference, path) { object[field.name] = .string(id) }
            case (.items(let items), .array(let entries)?):
                object[field.name] = .array(
                    entries.enumerated().map { Self.walk($0.element, items, at: "\(path)/\($0.offset)", replacement) })
            default: continue
            }
        }
        return .object(object)
    }
}

extension ValidationError {
    /// The same, saying of references that were given by a code that there is no such record.
    func naming(_ unknown: [String: String]) -> ValidationError {
        ValidationError(
            self.issues.map { issue in
                guard issue.rule == .format, let code = unknown[issue.pointer] else { return issue }
                return Issue(issue.pointer, .reference, .noRecord(code))
            })
    }
}

extension Label {
    fileprivate static func noRecord(_ code: String) -> Label {
        Label(
            zh: "没有编号或标识为“\(code)”的记录", en: "There is no record with the code or id “\(code)”")
    }
}
