import Model

/// A CloudEvent as it was sent, whichever way; nothing of it is checked yet.
struct ReceivedEvent: Sendable {
    /// Context attributes by their names; those that are null are not there.
    var attributes: JSONObject
    /// The data; nil when there are none.
    var data: JSON?
    /// Where it stands in the request, as the beginning of a JSON pointer: empty, or `/3` in a batch.
    var place = ""
    /// What was wrong with the way it was written, with pointers into the event.
    var issues: [Issue] = []

    init(attributes: JSONObject, data: JSON?) {
        self.attributes = attributes
        self.data = data
    }

    /// Reads the JSON format (CloudEvents JSON Event Format 1.0, section 3).
    init(json: JSON, at place: String) {
        self.attributes = JSONObject()
        self.place = place
        guard let object = json.objectValue else {
            self.issues = [Issue("", .type, Label(zh: "应为对象（JSON object）", en: "Must be a JSON object"))]
            return
        }
        for member in object where !member.value.isNull {
            switch member.key {
            case "data": self.data = member.value
            case "data_base64":
                self.issues.append(Issue("/data_base64", .type, .jsonData))
            default: self.attributes[member.key] = member.value
            }
        }
    }
}

extension Label {
    static let jsonData = Label(
        zh: "日志只保存 JSON 数据：请把数据放在 data 中，内容类型用 application/json",
        en: "The log keeps JSON only: give the data in data, with the content type application/json")
}
