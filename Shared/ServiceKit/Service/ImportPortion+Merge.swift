import Database
import Model

extension ImportPortion {
    /// Adds what a row says to the record that it means.
    ///
    /// - Returns: the record's id, or nil when the row was refused.
    mutating func merge(_ candidate: Candidate, into matched: Record) async throws -> RecordID? {
        guard let id = matched.id, self.actor.access.mayRead(matched, of: self.store.resource) else {
            self.report.reject(candidate.place, [Issue("", .business, .repeatsUnseen)])
            return nil
        }
        var existing = matched
        // Another row of this portion may have changed the record since it was matched.
        if self.touched.contains(id), let current = try await self.store.record(id: id, on: self.context.connection) {
            existing = current
        }
        let patch = self.patch(candidate, for: existing)
        var doubts = self.doubts(about: candidate, as: existing)
        do {
            if let changed = try await self.apply(patch, to: existing, id) {
                self.report.updated += 1
                self.report.change(
                    candidate.place, Issue("", .changed, .changes(existing, self.store.resource, changed)))
                if let seen = candidate.given["version"]?.integerValue, let version = matched.version, seen < version {
                    doubts.append(Issue("/version", .stale, .changedSinceExport(seen, version)))
                }
            } else {
                self.report.unchanged += 1
            }
        } catch let error as ValidationError {
            self.report.reject(candidate.place, error.issues)
            return nil
        } catch Refusal.forbidden(let role, let unit) {
            self.report.reject(candidate.place, [Issue("/unit", .business, .lacksRole(role, unit))])
            return nil
        }
        self.report.doubt(candidate.place, doubts)
        return id
    }

    /// - Returns: the fields that are others now, nil when the record is the same; a value in another spelling is no
    ///   change.
    private mutating func apply(
        _ patch: JSONObject, to existing: Record, _ id: RecordID,
    ) async throws -> [FieldSpec]? {
        guard !patch.isEmpty else { return nil }
        let stored = try await self.context.connection.transaction { connection in
            try await self.context.keeper.update(
                self.store.resource, id: id, patch: .object(patch), expecting: nil, as: self.actor, on: connection)
        }
        guard stored.version != existing.version else { return nil }
        self.touched.insert(id)
        let present = try JSON(parsing: stored.bytes)
        let named = [SystemFields.code.spec, SystemFields.unit.spec] + self.store.resource.fields
        return named.filter { !$0.isDerived && present[$0.name] != existing.object[$0.name] }
    }

    /// What the row does not mention stays as it is: an import adds and corrects, it does not empty fields.
    private func patch(_ candidate: Candidate, for existing: Record) -> JSONObject {
        let combined = self.store.collection.rule.combine(candidate.record, with: existing)
        var patch = JSONObject()
        for field in self.store.resource.fields where !field.isReadOnly && !field.traits.contains(.immutable) {
            if let value = combined.object[field.name], value != existing.object[field.name] {
                patch[field.name] = value
            }
        }
        // Code and unit say which record is meant and whose it is. They are new values only in a row that names the
        // record otherwise, as an edited export does.
        if candidate.isNamedByID {
            for name in candidate.named where candidate.record.object[name] != existing.object[name] {
                patch[name] = candidate.record.object[name]
            }
        }
        return patch
    }

    /// What a row says but an import does not change, where the record says otherwise.
    ///
    /// What is computed when it is read, who changed the record when, and its version differ as time goes by; nobody
    /// means to set them.
    func notTaken(of candidate: Candidate, by record: Record) -> [Issue] {
        var issues: [Issue] = []
        func compare(_ name: String, _ value: JSON?, _ rule: Issue.Rule, _ message: Label) {
            guard let value, !value.isNull, value != record.object[name] else { return }
            issues.append(Issue("/\(name)", rule, message))
        }
        let resource = self.store.resource
        let state = record.state ?? resource.lifecycle.initial
        if let given = candidate.given["state"]?.stringValue, given != state {
            issues.append(Issue("/state", .readOnly, .stateStays(resource.lifecycle.state(state)?.label)))
        }
        for field in resource.fields where field.isReadOnly && !field.isDerived {
            compare(field.name, candidate.given[field.name], .readOnly, .setByProgram)
        }
        for field in resource.fields where field.traits.contains(.immutable) && !field.isReadOnly {
            compare(field.name, candidate.record.object[field.name], .immutable, .staysAsItWas)
        }
        if !candidate.isNamedByID, record.id != nil {
            for name in candidate.named.sorted() {
                compare(name, candidate.record.object[name], .immutable, .staysAsItWas)
            }
        }
        return issues
    }
}

extension Issue.Rule {
    /// The record has changed since the file was made.
    static let stale = Issue.Rule(rawValue: "stale")
    /// The row changes a record that is kept already.
    static let changed = Issue.Rule(rawValue: "changed")
}

extension Label {
    fileprivate static let repeatsUnseen = Label(
        zh: "与一条您无权查看的记录重复", en: "Repeats a record that you may not see")
    fileprivate static let setByProgram = Label(
        zh: "该字段由系统填写，文件中的值未采用", en: "This field is set by the system; the file's value was not taken")
    fileprivate static let staysAsItWas = Label(
        zh: "导入不修改这一项，记录保持原值", en: "An import does not change this; the record stays as it was")
    /// Which record a row changes, and what of it.
    fileprivate static func changes(_ record: Record, _ resource: Resource, _ fields: [FieldSpec]) -> Label {
        func name(_ language: DisplayLanguage) -> String {
            let title = resource.title(of: record, in: language)
            return [record.code, title == record.code ? nil : title].compactMap(\.self).joined(separator: " ")
        }
        let changed = Label.list(fields.map(\.label))
        return Label(zh: "修改 \(name(.zh))：\(changed.zh)", en: "Changes \(name(.en)): \(changed.en)")
    }
    fileprivate static func stateStays(_ state: Label?) -> Label {
        Label(
            zh: "导入不改变状态，记录的状态是“\(state?.zh ?? "")”",
            en: "An import does not change states; the record is \(state?.en ?? "")")
    }
    fileprivate static func changedSinceExport(_ seen: Int64, _ version: Int64) -> Label {
        Label(
            zh: "导出后记录已被修改（文件中为第 \(seen) 版，导入前为第 \(version) 版），已按文件改写，请核对",
            en: """
                Changed since the file was exported (version \(seen) there, \(version) before the import); \
                the file's values were taken, please compare
                """)
    }
}
