/// The fields that every record has.
public enum SystemFields {
    /// The id: UUIDv7 (RFC 9562), given by the program and never used again.
    public static let id = Field<RecordID>("id", .text(max: 36), zh: "标识", en: "Id", [.readOnly])
    /// The code for people; the program numbers a record that comes without one.
    public static let code = Field<String>(
        "code", .text(max: 64), zh: "编号", en: "Code", [.listed, .searched, .sortable])
    /// The owning organisational unit, by its code.
    public static let unit = Field<String>(
        "unit", .text(max: 63, format: .unitCode), zh: "归口单位", en: "Unit", [.filtered])
    /// The state in the lifecycle; changed by transitions only.
    public static let state = Field<String>(
        "state", .text(max: 64), zh: "状态", en: "State", [.readOnly, .listed, .filtered])
    /// The number of changes made, starting at 1.
    public static let version = Field<Int64>("version", .integer(1...Int64.max), zh: "版本", en: "Version", [.readOnly])
    /// When the record was made, RFC 3339 in UTC.
    public static let createdAt = Field<String>(
        "createdAt", .text(max: 32), zh: "创建时间", en: "Created", [.readOnly, .sortable])
    /// Who made it.
    public static let createdBy = Field<String>("createdBy", .text(max: 200), zh: "创建人", en: "Created by", [.readOnly])
    /// When the record was last changed, RFC 3339 in UTC.
    public static let updatedAt = Field<String>(
        "updatedAt", .text(max: 32), zh: "更新时间", en: "Updated", [.readOnly, .sortable])
    /// Who changed it last.
    public static let updatedBy = Field<String>("updatedBy", .text(max: 200), zh: "更新人", en: "Updated by", [.readOnly])

    /// All of them, in the order in which they are shown.
    public static let all: [FieldSpec] = [
        Self.id.spec, Self.code.spec, Self.unit.spec, Self.state.spec, Self.version.spec, Self.createdAt.spec,
        Self.createdBy.spec, Self.updatedAt.spec, Self.updatedBy.spec,
    ]

    /// Their names.
    public static let names: Set<String> = Set(Self.all.map(\.name))
}
