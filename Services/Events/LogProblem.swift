import EventBus
import HTTPTypes
import Model
import ServiceKit

/// What the bus refuses, in words for an integrator.
enum LogProblem {
    static func explaining<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let error as EventBusError {
            throw Self.problem(error) ?? error
        }
    }

    private static func problem(_ error: EventBusError) -> Problem? {
        switch error.code {
        case .positionExpired:
            let oldest = error.position ?? 0
            return Problem(
                .gone, "position-expired", Label(zh: "位置已过期", en: "The position has expired"),
                detail: Label(
                    zh: "日志最早只保留到位置 \(oldest) 之后。请从那里重新开始，并重新读取全部记录。",
                    en: "The log begins after position \(oldest). Start from there and read the records anew."))
        case .positionAhead:
            let head = error.position ?? 0
            return Problem(
                .conflict, "position-ahead", Label(zh: "位置超前", en: "The position is ahead of the log"),
                detail: Label(
                    zh: "日志只到位置 \(head)。您的位置来自另一份日志（例如恢复备份之前）。",
                    en: "The log ends at \(head). Your position is from another log, as before a restore."))
        case .tooManyWaiters:
            return Problem.busy
        default:
            return nil
        }
    }
}
