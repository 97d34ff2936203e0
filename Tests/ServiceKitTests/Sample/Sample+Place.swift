import Database
import Model
import ServiceKit

/// What things refer to, with a rule that looks into the database.
enum Place {
    static let name = Field<LocalizedText>(
        "name", .localized(max: 200), zh: "名称", en: "Name", [.required, .searched, .title, .listed])
    static let capacity = Field<Int64>("capacity", .integer(0...100_000), zh: "容量", en: "Capacity")

    /// Who may know of it.
    static let reach = Field<String>("reach", .code(Self.reaches), zh: "范围", en: "Reach")
    private static let reaches = CodeList(
        name: "samples.reaches", label: Label(zh: "范围", en: "Reach"),
        entries: [Code("public", zh: "公开", en: "Public"), Code("closed", zh: "保密", en: "Closed")])

    static let resource = Resource(
        "place", in: "samples", collection: "places", label: Label(zh: "地点", en: "Place"),
        plural: Label(zh: "地点", en: "Places"), summary: Label(zh: "地点", en: "Places"), codePrefix: "PLC",
        fields: [Self.name, Self.capacity, Self.reach], audience: .marked(Self.reach, as: ["public"]))

    static func input(_ name: String, _ members: KeyValuePairs<String, JSON> = [:]) -> JSON {
        var object = JSONObject()
        object["name"] = ["zh": .string(name)]
        object["unit"] = "office"
        for (name, value) in members { object[name] = value }
        return .object(object)
    }
}

/// Knows places again by their code, and refuses some of them before and some after they were written.
struct PlaceRule: ResourceRule {
    static let refusedBefore = "事前拒绝"
    static let refusedAfter = "事后拒绝"

    func check(_ change: inout Change, in context: RuleContext) async throws {
        if change.after[Place.name]?.zh == Self.refusedBefore {
            throw ValidationError("/name/zh", .business, Label(zh: "不行", en: "No"))
        }
    }

    func applied(_ change: Change, in context: RuleContext) async throws {
        if change.after[Place.name]?.zh == Self.refusedAfter {
            throw ValidationError("/name/zh", .business, Label(zh: "还是不行", en: "Still no"))
        }
    }

    /// Nobody puts away a place that holds nothing.
    func offers(_ transition: Transition, of record: Record) -> Bool {
        transition.name != "archive" || record[Place.capacity] != 0
    }

    /// Whoever changes a hall's capacity takes seats from somebody.
    func cautions(beforeEditing record: Record, in context: RuleContext) async throws -> [Label] {
        guard let capacity = record[Place.capacity], capacity > 0 else { return [] }
        return [Label(zh: "已分配 \(capacity) 个座位", en: "\(capacity) seats are given out")]
    }

    /// Places that are called so are told apart by people.
    static let doubtful = "同名"

    func warnings(about records: [Record], in context: RuleContext) async throws -> [[Issue]] {
        let names = records.compactMap { $0[Place.name]?.zh }.filter { $0.hasPrefix(Self.doubtful) }
        guard !names.isEmpty else { return records.map { _ in [] } }
        let known = try await context.store(Place.resource).records(
            where: "t.name_zh = ANY(\(names))", on: context.connection)
        return records.map { record in
            known.filter { $0.id != record.id && $0[Place.name]?.zh == record[Place.name]?.zh }.map { other in
                let code = other.code ?? ""
                return Issue("/name", .duplicate, Label(zh: "可能与 \(code) 重复", en: "May be \(code)"))
            }
        }
    }

    func matches(for records: [Record], in context: RuleContext) async throws -> [ImportMatch] {
        var known: [String: Record] = [:]
        for record in try await context.store(Place.resource).records(where: "TRUE", on: context.connection) {
            if let code = record.code { known[code] = record }
        }
        var seen: [String: Int] = [:]
        var answers: [ImportMatch] = []
        for (index, record) in records.enumerated() {
            var answer = ImportMatch()
            if let code = record.code {
                answer.existing = known[code]
                answer.earlier = seen[code]
                if seen[code] == nil { seen[code] = index }
            }
            answers.append(answer)
        }
        return answers
    }
}

/// What only the program makes.
enum Trace {
    static let text = Field<String>("text", .text(max: 100), zh: "内容", en: "Text", [.required, .title])

    static let resource = Resource(
        "trace", in: "samples", collection: "traces", label: Label(zh: "痕迹", en: "Trace"),
        plural: Label(zh: "痕迹", en: "Traces"), summary: Label(zh: "痕迹", en: "Traces"), codePrefix: "TRC",
        fields: [Self.text])
}
