import Database
import HTTPTypes
import Hummingbird
import LibPQ
public import Model
import NIOCore
import NIOHTTP1

extension Refusal {
    /// Why, in words for the one who asked.
    public var explanation: Label {
        let problem = Problem(self)
        return problem.detail ?? problem.title
    }
}

extension Problem {
    /// The problem that an error means for the one who asked.
    ///
    /// - Returns: nil for errors that nobody foresaw; these are logged and answered without their text.
    init?(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let invalid as ValidationError: self.init(invalid)
        case let refusal as Refusal: self.init(refusal)
        case let syntax as JSONSyntaxError: self.init(syntax)
        case let interruption as ImportInterruption: self.init(interruption)
        case let database as DatabaseError:
            guard let problem = Problem(database) else { return nil }
            self = problem
        // A body without a length that turns out to be too long.
        case is NIOTooManyBytesError: self = .tooLarge
        // A sender who went away in the middle of a body; nobody reads the answer.
        case is HTTPParserError: self = .cutOff
        case let http as HTTPError:
            switch http.status {
            case .notFound: self = .notFound
            case .contentTooLarge: self = .tooLarge
            default:
                self.init(http.status, "http", Label(zh: "请求无法处理", en: "The request cannot be handled"))
            }
        default: return nil
        }
    }

    private init(_ invalid: ValidationError) {
        self.init(
            .unprocessableContent, "validation", Label(zh: "填写的内容有误", en: "Some values are not acceptable"),
            detail: Label(
                zh: "有 \(invalid.issues.count) 处需要修改，没有任何改动。",
                en: "\(invalid.issues.count) to mend; nothing was changed."),
            issues: invalid.issues)
    }

    /// Nothing is lost or doubled by sending the file again, and only that has to be said.
    private init(_ interruption: ImportInterruption) {
        let cause = Problem(interruption.reason)
        let isFull = cause?.kind == Self.databaseFull.kind
        self.init(
            isFull ? Self.databaseFull.status : .serviceUnavailable, "import-interrupted",
            Label(zh: "导入中断", en: "The import was interrupted"),
            detail: .interrupted(interruption),
            headers: cause?.headers ?? [.retryAfter: "2"])
        self.report = interruption.report
    }

    private init(_ syntax: JSONSyntaxError) {
        self.init(
            .badRequest, "malformed-json", Label(zh: "JSON 格式错误", en: "Malformed JSON"),
            detail: Label(zh: syntax.message(.zh), en: syntax.message(.en)))
    }

    fileprivate init(_ refusal: Refusal) {
        switch refusal {
        case .notFound:
            self = .notFound
        case .forbidden(let role, unit: ""):
            self.init(
                .forbidden, "forbidden", Label(zh: "没有权限", en: "Not allowed"),
                detail: Label(
                    zh: "需要在某个单位具有“\(role.label.zh)”或更高权限。",
                    en: "This needs the role \(role.label.en) or higher in some unit."))
        case .forbidden(let role, let unit):
            self.init(
                .forbidden, "forbidden", Label(zh: "没有权限", en: "Not allowed"),
                detail: Label(
                    zh: "需要在单位“\(unit)”具有“\(role.label.zh)”或更高权限。",
                    en: "This needs the role \(role.label.en) or higher in the unit \(unit)."))
        case .stale(let current):
            self.init(
                .preconditionFailed, "stale", Label(zh: "记录已被他人修改", en: "The record has changed meanwhile"),
                detail: Label(
                    zh: "请重新读取后再修改，您的内容没有保存。当前版本为 \(current)。",
                    en: "Read it again and repeat your change, which was not saved. It is now at version \(current)."),
                headers: [.eTag: "\"\(current)\""])
        case .versionMissing:
            self.init(
                .preconditionRequired, "version-missing", Label(zh: "缺少版本", en: "The version is missing"),
                detail: Label(
                    zh: "请用 If-Match 头给出所读到的 ETag，以免覆盖他人的修改。",
                    en: "Give the ETag that you read in an If-Match header, so that nobody's change is overwritten."))
        case .unknownTransition(let name):
            self.init(
                .notFound, "unknown-transition", Label(zh: "没有这个操作", en: "No such transition"),
                detail: Label(zh: "没有名为“\(name)”的操作。", en: "There is no transition called \(name)."))
        case .transition(let transition, let state, let possible):
            let zh = possible.map(\.label.zh).joined(separator: "、")
            let en = possible.map(\.name).joined(separator: ", ")
            self.init(
                .conflict, "transition", Label(zh: "当前状态不允许此操作", en: "Not possible in this state"),
                detail: Label(
                    zh: "“\(state?.label.zh ?? "")”状态下不能“\(transition.label.zh)”。可以：\(zh.isEmpty ? "无" : zh)。",
                    en: """
                        A record that is \(state?.label.en ?? "") cannot \(transition.name). \
                        Possible: \(en.isEmpty ? "nothing" : en).
                        """))
        case .idempotencyKeyReused:
            self.init(
                .unprocessableContent, "idempotency-key-reused",
                Label(zh: "Idempotency-Key 已用于另一请求", en: "The Idempotency-Key was used for another request"),
                detail: Label(
                    zh: "同一个键只能用于重发完全相同的请求。", en: "A key may only be used to repeat the very same request."))
        }
    }

    private init?(_ error: DatabaseError) {
        switch error.code {
        case .server: break
        case .encoding:
            // The only text that cannot be sent is one that contains U+0000.
            self.init(
                ValidationError(
                    "", .controlCharacter, Label(zh: "含有不允许的字符 U+0000", en: "Contains the character U+0000")))
            return
        case .decoding, .usage, .migration:
            // Mistakes of the program, which trying again does not mend.
            return nil
        case .connectionLost, .timeout:
            self = .outcomeUnknown
            return
        default:
            self = .busy
            return
        }
        if error.sqlState == .diskFull {
            self = .databaseFull
            return
        }
        switch error.sqlState?.rawValue.prefix(2) {
        // Connection trouble, lack of resources (memory, too many connections), operator intervention (shutdown),
        // trouble of the server's system, serialization failures that outlasted their retries.
        case "08", "53", "57", "58", "40": self = .busy
        case "25":
            // A read-only transaction: this is a standby that will not take writes.
            self = .busy
        default: return nil
        }
    }
}

extension Label {
    /// What was done, and what to do.
    static func interrupted(_ interruption: ImportInterruption) -> Label {
        let report = interruption.report
        let cause: Label
        let remedy: Label
        switch Problem(interruption.reason)?.kind {
        case Problem.databaseFull.kind:
            cause = Label(
                zh: "数据库没有剩余空间，从第 \(interruption.line) 行起没有导入。",
                en: "The database has no space left; nothing from line \(interruption.line) on was taken in.")
            remedy = Label(zh: "请在清理磁盘后", en: "when there is space")
        case Problem.outcomeUnknown.kind:
            cause = Label(
                zh: "与数据库的连接中途断开，从第 \(interruption.line) 行起是否导入尚不确定。",
                en: """
                    The connection to the database broke on the way; whether anything from line \(interruption.line) on \
                    was taken in is not known.
                    """)
            remedy = Label(zh: "请稍后", en: "in a moment")
        default:
            cause = Label(
                zh: "数据库中途不可用，从第 \(interruption.line) 行起没有导入。",
                en: "The database failed on the way; nothing from line \(interruption.line) on was taken in.")
            remedy = Label(zh: "请稍后", en: "in a moment")
        }
        return Label(
            zh: """
                \(cause.zh)此前已新建 \(report.created) 条、更新 \(report.updated) 条，均已保存。\
                \(remedy.zh)再次导入同一文件：已导入的会被认出，不会重复。
                """,
            en: """
                \(cause.en) Before that, \(report.created) were created and \(report.updated) updated, and these are \
                kept. Import the same file again \(remedy.en): what is there already is recognized and not doubled.
                """)
    }
}
