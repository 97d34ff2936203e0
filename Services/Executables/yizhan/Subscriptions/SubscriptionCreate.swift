import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan subscriptions create`.
struct SubscriptionCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Subscribe under a name; again, it keeps its place and takes what is wanted now.",
        discussion: """
            EXAMPLES
              yizhan subscriptions create finance-agreements --type 'partners.agreement.*' --after 0
              yizhan subscriptions create campus-card --unit office --type 'mobility.*' --slots 4 --keep-order
              yizhan subscriptions create japan --source /partners --where 'record.country = "JP"' \
            --where 'record.website present' --time 2026-11-21T08:00:00+08:00

            A condition is a member of the data, a comparison (= != < <= > >= in present absent) and a value in JSON, with \
            spaces between; put it into single quotes. All that are given must hold.
            """
    )

    @Argument(help: "The subscription's name, unique in the installation.")
    var name: String

    @Option(help: "The code of the unit whose events are received, with all below it.")
    var unit = OrganisationalUnit.root

    @OptionGroup var wanted: EventAttributeOptions

    @Option(
        help: ArgumentHelp(
            "Only events whose data are so, like 'record.country = \"JP\"'; may be given again.", valueName: "condition"
        ))
    var `where`: [String] = []

    @Option(help: "How many can receive at a time; events of one key stay together. 1 unless given.")
    var slots: Int64?

    @Option(help: "After how many attempts an event is a dead letter. 8 unless given.")
    var attempts: Int64?

    @Flag(help: "After a failure let later events of the same key wait.")
    var keepOrder = false

    @Option(
        help: """
            Begin after this position, or a place such as 1200@1a2b3c4d; 0 for the oldest event there is. From now on unless \
            given.
            """, transform: LogPlace.init(argument:))
    var after: LogPlace?

    @Option(help: "Begin with what came at this time or later, as 2026-11-21T08:00:00Z.")
    var time: String?

    @OptionGroup var output: CommandOutput

    func validate() throws {
        guard self.after == nil || self.time == nil else { throw ValidationError("Give --after or --time, not both.") }
    }

    func run() async throws {
        let conditions = try self.where.map { try ConditionArgument.condition($0, self.output.language).json }
        let fields: [(name: String, value: JSON?)] = [
            (name: "name", value: .string(self.name)), (name: "unit", value: .string(self.unit)),
            (name: "types", value: self.rows("type", self.wanted.type)),
            (name: "sources", value: self.rows("source", self.wanted.source)),
            (name: "data", value: conditions.isEmpty ? nil : .array(conditions)),
            (name: "subjects", value: self.rows("subject", self.wanted.subject)),
            (name: "slots", value: self.slots.map(JSON.integer)),
            (name: "attempts", value: self.attempts.map(JSON.integer)),
            (name: "keepsOrder", value: self.keepOrder ? true : nil),
            (name: "time", value: self.time.map(JSON.string)),
        ]
        let all = fields + (self.after?.fields("after") ?? [])
        let given = JSONObject(all.compactMap { field in field.value.map { (field.name, $0) } })
        let made = try await self.output.subscriptions { try await $0.subscribe(given) }
        self.output.show(made, self.output.subscriptionLine.details)
    }

    private func rows(_ name: String, _ values: [String]) -> JSON? {
        values.isEmpty ? nil : .array(values.map { .object(JSONObject([(name, .string($0))])) })
    }
}
