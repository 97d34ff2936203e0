import Database
import FoundationEssentials
import LibPQ

extension EventDraft {
    /// Binds the draft's values, in the order of ``EventBus/insertColumns``.
    func bind(into parameters: inout Parameters) {
        self.id.bind(into: &parameters)
        EventDraft.bind(self.source, &parameters)
        EventDraft.bind(self.type, &parameters)
        EventDraft.bind(self.subject, &parameters)
        EventDraft.bind(self.partitionKey, &parameters)
        EventDraft.bind(self.unit, &parameters)
        EventDraft.bind(self.actor, &parameters)
        EventDraft.bind(self.dataSchema, &parameters)
        EventDraft.bind(self.traceParent, &parameters)
        EventDraft.bind(self.correlationID, &parameters)
        EventDraft.bind(self.causationID, &parameters)
        if let data {
            parameters.append(text: data, oid: .json)
        } else {
            parameters.appendNull(.json)
        }
    }

    /// The values as one text each, for an array per column.
    var texts: [[UInt8]?] {
        func bytes(_ string: String?) -> [UInt8]? {
            string.map { [UInt8]($0.utf8) }
        }
        return [
            bytes(self.id.uuidString), bytes(self.source), bytes(self.type), bytes(self.subject),
            bytes(self.partitionKey), bytes(self.unit), bytes(self.actor), bytes(self.dataSchema),
            bytes(self.traceParent), bytes(self.correlationID), bytes(self.causationID), self.data,
        ]
    }

    private static func bind(_ value: String?, _ parameters: inout Parameters) {
        if let value {
            parameters.append(text: value, oid: .text)
        } else {
            parameters.appendNull(.text)
        }
    }
}
