import ArgumentParser
import Model
import YizhanCommands

/// What may be said of a webhook when it is made and when it is changed.
struct WebhookOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only events of this type, * allowed; may be given again.", valueName: "type"))
    var type: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only events that are all of this, as 'type=partners.* source=/partners unit=office'; may be given again.",
            valueName: "filter"))
    var filter: [String] = []

    @Option(help: "full, or thin: a notice with a link in place of the data.")
    var payload: String?

    @Option(help: ArgumentHelp("A header of every request, as \"Name: value\"; may be given again."))
    var header: [String] = []

    @Option(help: "The most deliveries in a minute.")
    var rate: Int64?

    @Option(help: "The most deliveries at a time.")
    var concurrency: Int64?

    func fields(_ more: [(name: String, value: String?)], _ language: DisplayLanguage) throws -> JSONObject {
        var fields = more.map { (name: $0.name, value: $0.value.map(JSON.string)) }
        fields.append((name: Webhook.payload.name, value: self.payload.map(JSON.string)))
        fields.append((name: Webhook.rate.name, value: self.rate.map(JSON.integer)))
        fields.append((name: Webhook.concurrency.name, value: self.concurrency.map(JSON.integer)))
        let types: [JSON] = self.type.map { [Webhook.type.name: .string($0)] }
        let rows = try self.filter.map { try FilterArgument.row($0, language) }
        return try WebhookFields(fields, filters: types + rows, headers: self.header).object
    }
}
