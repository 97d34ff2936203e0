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

    static func problem(_ error: EventBusError) -> Problem? {
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
                    zh: "日志只到位置 \(head)。所给位置有误，或来自另一份日志（例如恢复备份之前）。",
                    en: "The log ends at \(head). The position is wrong, or from another log, as before a restore."))
        case .foreignPosition:
            let last = error.position ?? 0
            return Problem(
                .conflict, "position-foreign", Label(zh: "位置来自另一份日志", en: "The position is of another log"),
                detail: Label(
                    zh: "日志曾从备份或备用服务器恢复，之前与现在相同的部分到位置 \(last) 为止。请从那里继续，并核对其后的记录。",
                    en: """
                        The log was restored since. What it has in common with yours ends at position \(last): go on \
                        from there, and compare what came after.
                        """))
        case .fenced:
            return Problem(
                .conflict, "receipt-void", Label(zh: "回执已失效", en: "The receipt does not hold"),
                detail: Label(
                    zh: "可能已经确认（则无需再做什么），或已过期、订阅已被移动（则其中的事件会重新投递）。",
                    en: """
                        It was acknowledged already, and nothing is left to do; or it has run out, or the subscription was \
                        moved since, and its events come again.
                        """))
        case .unknownSubscription:
            return Problem(.notFound, "not-found", Label(zh: "没有这个订阅", en: "There is no such subscription"))
        case .tooManyWaiters:
            return Problem.busy
        default:
            return nil
        }
    }
}
