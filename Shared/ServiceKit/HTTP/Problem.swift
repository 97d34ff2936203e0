public import HTTPTypes
import Hummingbird
public import Model
import Tabular

/// An answer that says what went wrong, as a problem document (RFC 9457).
///
/// The type is stable and meant for programs; title, detail and the messages of single fields are for the reader, in
/// the reader's language.
public struct Problem: Error, Sendable {
    /// The HTTP status.
    public var status: HTTPResponse.Status
    /// The kind of problem, the last part of its type URI: `validation`.
    public var kind: String
    /// What went wrong, the same for all problems of the kind.
    public var title: Label
    /// What went wrong this time.
    public var detail: Label?
    /// The fields at fault.
    public var issues: [Issue]
    /// Further headers of the answer.
    public var headers: HTTPFields
    /// What was done before an import broke off.
    var report: ImportReport?

    /// Describes a problem.
    public init(
        _ status: HTTPResponse.Status, _ kind: String, _ title: Label, detail: Label? = nil, issues: [Issue] = [],
        headers: HTTPFields = [:],
    ) {
        self.status = status
        self.kind = kind
        self.title = title
        self.detail = detail
        self.issues = issues
        self.headers = headers
    }

    /// The document.
    func json(in language: DisplayLanguage, instance: String) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.member("type", "/problems/\(self.kind)")
        writer.member("title", self.title(language))
        writer.member("status", self.status.code)
        writer.member("detail", self.detail?(language))
        writer.member("instance", instance)
        if !self.issues.isEmpty {
            writer.key("errors")
            writer.beginArray()
            for issue in self.issues { writer.issue(issue, in: language) }
            writer.endArray()
        }
        if let report = self.report {
            writer.key("report")
            report.write(to: &writer, in: language)
        }
        writer.endObject()
        return writer.bytes
    }
}

extension JSONWriter {
    mutating func issue(_ issue: Issue, at place: RowPlace? = nil, in language: DisplayLanguage) {
        self.beginObject()
        self.member("line", place?.line)
        self.member("element", place?.element)
        self.member("pointer", "#\(issue.pointer)")
        self.member("field", issue.field)
        self.member("rule", issue.rule.rawValue)
        self.member("message", issue.message(language))
        self.endObject()
    }
}

extension Problem {
    /// Nobody has said who asks.
    public static let unauthenticated = Problem(
        .unauthorized, "unauthenticated", Label(zh: "请先登录", en: "Sign in first"),
        detail: Label(
            zh: "请在 Authorization 头中给出有效的令牌（Bearer yz_…），或在浏览器中登录。令牌可能已过期或被吊销。",
            en: """
                Give a valid token in the Authorization header (Bearer yz_…), or sign in with a browser. \
                The token may have expired or been revoked.
                """),
        headers: [.wwwAuthenticate: "Bearer realm=\"yizhan\""],
    )
    static let notFound = Problem(
        .notFound, "not-found", Label(zh: "没有找到", en: "Not found"),
        detail: Label(
            zh: "没有这条记录，或者您无权查看。", en: "There is no such thing here, or you may not see it."))
    static let forged = Problem(
        .forbidden, "forged-form", Label(zh: "表单已失效", en: "The form is no longer valid"),
        detail: Label(
            zh: "请返回上一页，刷新后再提交。您填写的内容没有保存。",
            en: "Go back, reload the page and send the form again. Nothing was changed."))
    static let tooLarge = Problem(
        .contentTooLarge, "too-large", Label(zh: "内容过大", en: "The request is too large"),
        detail: Label(
            zh: "单个请求最多 1 MiB；大批数据请用导入接口分批发送。",
            en: "A request holds at most 1 MiB; send larger amounts through the import, in portions."))
    /// The database is unreachable or overloaded; trying again helps.
    public static let busy = Problem(
        .serviceUnavailable, "busy", Label(zh: "系统繁忙", en: "The system is busy"),
        detail: Label(
            zh: "数据库暂时不可用或繁忙，没有任何改动。请稍后再试。",
            en: "The database cannot be reached or is busy; nothing was changed. Try again in a moment."),
        headers: [.retryAfter: "2"])
    /// The connection to the database was lost on the way: nobody knows whether the change was kept.
    static let outcomeUnknown = Problem(
        .serviceUnavailable, "outcome-unknown", Label(zh: "处理中断", en: "Interrupted on the way"),
        detail: Label(
            zh: """
                与数据库的连接在处理中断开，改动可能已经保存，也可能没有。请先查看记录再决定是否重做；\
                程序可带同一 Idempotency-Key 重发，不会重复。
                """,
            en: """
                The connection to the database broke while this was being done: the change may be kept, or not. Look \
                before you repeat it; a program may send it again with the same Idempotency-Key, which doubles nothing.
                """),
        headers: [.retryAfter: "2"])
    /// The database has no room for anything new.
    static let databaseFull = Problem(
        HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"), "database-full",
        Label(zh: "数据库空间已满", en: "The database is full"),
        detail: Label(
            zh: "数据库没有剩余空间，没有任何改动；已有记录仍可查阅。请通知管理员清理磁盘后重试。",
            en: """
                The database has no space left; nothing was changed. What is there can still be read. Tell the \
                administrators to free some space on its disk, then try again.
                """),
        headers: [.retryAfter: "30"])
    static let internalError = Problem(
        .internalServerError, "internal", Label(zh: "系统内部错误", en: "Something went wrong inside"),
        detail: Label(
            zh: "错误已记录，没有任何改动。", en: "It has been logged, and nothing was changed."))

    package static func unsupportedMedia(_ expected: String) -> Problem {
        Problem(
            .unsupportedMediaType, "media-type", Label(zh: "不支持的内容类型", en: "Unsupported content type"),
            detail: Label(zh: "请使用 Content-Type: \(expected)。", en: "Send it as Content-Type: \(expected)."))
    }
}
