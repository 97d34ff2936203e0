import Database
import FoundationEssentials
import LibPQ

extension EventDraft {
    /// The draft's values, in the order of ``EventBus/insertColumns``.
    var parameters: Parameters {
        var parameters = Parameters()
        // The envelope of an ordinary event takes some three hundred bytes; making room once is cheaper than growing.
        parameters.reserveCapacity(values: 13, bytes: 400 + (self.data?.count ?? 0))
        self.id.bind(into: &parameters)
        EventDraft.bind(self.source, &parameters)
        EventDraft.bind(self.type, &parameters)
        EventDraft.bind(self.subject, &parameters)
        EventDraft.bind(self.partitionKey, &parameters)
        EventDraft.bind(self.unit, &parameters)
        EventDraft.bind(self.actor, &parameters)
        EventDraft.bind(self.dataSchema, &parameters)
        EventDraft.bind(self.traceParent, &parameters)
        EventDraft.bind(self.traceState, &parameters)
        EventDraft.bind(self.correlationID, &parameters)
        EventDraft.bind(self.causationID, &parameters)
        if let data {
            parameters.append(text: data, oid: .json)
        } else {
            parameters.appendNull(.json)
        }
        return parameters
    }

    /// Appends the draft's values to an array for each column, in the order of ``EventBus/insertColumns``.
    func append(to columns: inout [TextArray]) {
        columns[0].append(self.id.uuidString)
        columns[1].append(self.source)
        columns[2].append(self.type)
        columns[3].append(self.subject)
        columns[4].append(self.partitionKey)
        columns[5].append(self.unit)
        columns[6].append(self.actor)
        columns[7].append(self.dataSchema)
        columns[8].append(self.traceParent)
        columns[9].append(self.traceState)
        columns[10].append(self.correlationID)
        columns[11].append(self.causationID)
        columns[12].append(utf8: self.data)
    }

    private static func bind(_ value: String?, _ parameters: inout Parameters) {
        if let value {
            parameters.append(text: value, oid: .text)
        } else {
            parameters.appendNull(.text)
        }
    }
}
