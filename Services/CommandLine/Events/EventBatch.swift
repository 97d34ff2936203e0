public import Model

/// Events to be published at once, as a file has them: a JSON array of CloudEvents, or one CloudEvent on each line.
public struct EventBatch: Sendable {
    /// The events, in their order.
    public let events: [JSON]

    /// Reads a file's bytes.
    ///
    /// - Throws: ``CommandError``, in a language, that names the line at fault.
    public init(bytes: [UInt8], _ language: DisplayLanguage) throws(CommandError) {
        if let whole = try? JSON(parsing: bytes) {
            self.events = whole.arrayValue ?? [whole]
            return
        }
        var events: [JSON] = []
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) { continue }
            do {
                events.append(try JSON(parsing: Array(line)))
            } catch {
                throw CommandError(
                    .badInput,
                    Label(
                        zh: "第 \(index + 1) 行不是 JSON：\(error)。文件应为事件的 JSON 数组，或每行一个事件。",
                        en: """
                            Line \(index + 1) is no JSON: \(error). The file holds a JSON array of events, or one event on \
                            each line.
                            """)(language))
            }
        }
        self.events = events
    }
}
