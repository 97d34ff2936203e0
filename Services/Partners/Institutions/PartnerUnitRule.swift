import Database
import Model
import ServiceKit

/// A unit lies in a tree inside its institution.
struct PartnerUnitRule: ResourceRule {
    func check(_ change: inout Change, in context: RuleContext) async throws {
        guard change.changed.contains(PartnerUnit.parent.name), let parent = change.after[PartnerUnit.parent] else {
            return
        }
        let store = context.store(PartnerUnit.resource)
        guard let above = try await store.record(id: parent, on: context.connection) else {
            throw ValidationError("/parent", .reference, .noUnit)
        }
        guard above[PartnerUnit.institution] == change.after[PartnerUnit.institution] else {
            throw ValidationError("/parent", .business, .unitOfAnother)
        }
        try await context.requireNoCircle(
            by: change, through: PartnerUnit.parent, of: PartnerUnit.resource, .unitCircle)
    }
}

extension Label {
    static let noUnit = Label(zh: "没有这个院系", en: "There is no such unit")
    static let unitOfAnother = Label(zh: "上级院系属于另一个机构", en: "The parent unit belongs to another institution")
    static let unitCircle = Label(zh: "上级关系不能成环", en: "A unit cannot lie above itself")
}
