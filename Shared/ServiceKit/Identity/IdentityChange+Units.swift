import Database
import LibPQ
public import Model

extension IdentityChange {
    /// Makes a unit below another one that the actor administers.
    ///
    /// - Parameter record: validated fields of ``OrganisationalUnit``.
    public func createUnit(_ record: Record) async throws -> Record {
        let code = record[OrganisationalUnit.code] ?? ""
        let parent = record[OrganisationalUnit.parent] ?? ""
        try self.requireAdministrator(in: parent)
        try await self.requireUnit(parent, at: "/parent")
        guard try await self.unit(code) == nil else {
            throw ValidationError("/code", .duplicate, Label(zh: "已有使用此代码的单位", en: "Another unit has this code"))
        }
        let name = record[OrganisationalUnit.name]
        let valid = record[OrganisationalUnit.valid]
        try await self.connection.execute(
            """
            INSERT INTO identity.units (code, parent, name_zh, name_en, valid_from, valid_to) \
            VALUES (\(code), \(parent), \(optional: name?.zh), \(optional: name?.en), \
            \(optional: valid?.from?.description)::date, \(optional: valid?.to?.description)::date)
            """)
        return try await self.noted(.unitCreated, code, parents: [parent], before: nil)
    }

    /// Renames, moves or dates a unit below one that the actor administers.
    ///
    /// A unit's place and dates decide whether what was given in it counts, so they are for those above it. A move
    /// needs the right on both sides.
    ///
    /// - Parameters:
    ///   - patch: a JSON Merge Patch.
    ///   - version: the version that was read; nil for whichever there is.
    public func changeUnit(_ code: String, _ patch: JSON, expecting version: Int64?) async throws -> Record {
        guard let current = try await self.unit(code) else { throw Refusal.notFound }
        let parent = current[OrganisationalUnit.parent]
        try self.requireAdministrator(in: parent ?? code)
        try self.require(version, of: current)
        let fields = parent == nil ? OrganisationalUnit.rootFields : OrganisationalUnit.fields
        let (record, changed) = try fields.validateChange(patch, of: current)
        guard !changed.isEmpty else { return current }
        let above = record[OrganisationalUnit.parent]
        if let above, above != parent { try await self.requirePlace(for: code, below: above) }
        let name = record[OrganisationalUnit.name]
        let valid = record[OrganisationalUnit.valid]
        try await self.connection.execute(
            """
            UPDATE identity.units SET parent = \(optional: above), name_zh = \(optional: name?.zh), name_en = \(optional: name?.en), \
            valid_from = \(optional: valid?.from?.description)::date, valid_to = \(optional: valid?.to?.description)::date, \
            version = version + 1 WHERE code = \(code)
            """)
        return try await self.noted(.unitUpdated, code, parents: [parent, above], before: current.object)
    }

    private func requirePlace(for code: String, below parent: String) async throws {
        try self.requireAdministrator(in: parent)
        try await self.requireUnit(parent, at: "/parent")
        let rows = try await self.connection.query(
            "SELECT \(parent) IN (SELECT identity.below(\(code)))")
        guard try rows.first?.decode(0) == false else {
            throw ValidationError(
                "/parent", .business,
                Label(
                    zh: "单位不能放在自己或自己的下级单位之下", en: "A unit cannot be part of itself or of a unit below it"))
        }
    }

    /// Deletes a unit that nothing refers to: no unit, no role, no record of any service.
    public func deleteUnit(_ code: String, expecting version: Int64?) async throws {
        guard let current = try await self.unit(code) else { throw Refusal.notFound }
        let parent = current[OrganisationalUnit.parent]
        try self.requireAdministrator(in: parent ?? code)
        try self.require(version, of: current)
        let inUse = ValidationError(
            "/code", .reference,
            Label(
                zh: "该单位有下级单位、角色或业务记录，不能删除；可以改为填写有效期的结束日期",
                en: "Units, roles or records refer to the unit, so it cannot be deleted; give it a last day instead"))
        guard parent != nil else { throw inUse }
        do {
            try await self.connection.execute("DELETE FROM identity.units WHERE code = \(code)")
        } catch {
            throw error.sqlState == .foreignKeyViolation ? inUse : error as any Error
        }
        try await self.note(
            .unitDeleted, code, units: [code, parent].compactMap(\.self), before: current.object)
    }

    private func noted(
        _ action: IdentityAction, _ code: String, parents: [String?], before: JSONObject?,
    ) async throws -> Record {
        guard let unit = try await self.unit(code) else { throw Refusal.notFound }
        try await self.note(
            action, code, units: [code] + parents.compactMap(\.self), before: before, after: unit.object)
        return unit
    }
}
