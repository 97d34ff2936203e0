import Hummingbird
import Model
import WebPages

extension Request {
    /// The fields of a form that one of our own pages sent.
    func submittedForm(_ context: ServiceRequestContext) async throws -> [(name: String, value: String)] {
        let pairs = try await self.formPairs()
        guard let session = context.session else { throw Problem.forged }
        guard pairs.hasForgeryToken(of: session) else { throw Problem.forged }
        return pairs
    }
}

extension [(name: String, value: String)] {
    /// The last value of a name; empty when there is none.
    func value(_ name: String) -> String {
        self.last { $0.name == name }?.value ?? ""
    }
}

extension Notice {
    /// Somebody was faster.
    static func changedMeanwhile(current: Int64) -> Notice {
        Notice(
            .warning,
            Label(
                zh: "在您填写期间记录已被他人修改（现为第 \(current) 版）。请核对后再次保存，将覆盖对方的修改。",
                en: """
                    Somebody changed the record meanwhile (it is now at version \(current)). \
                    Compare; saving again will replace their change.
                    """))
    }
}
