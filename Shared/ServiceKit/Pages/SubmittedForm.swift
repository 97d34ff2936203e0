package import Hummingbird
package import Model
package import WebPages

extension Request {
    /// The fields of a form that one of our own pages sent.
    package func submittedForm(_ context: ServiceRequestContext) async throws -> [(name: String, value: String)] {
        let pairs = try await self.formPairs()
        guard let session = context.session else { throw Problem.forged }
        guard pairs.hasForgeryToken(of: session) else { throw Problem.forged }
        return pairs
    }
}

extension [(name: String, value: String)] {
    /// The last value of a name; empty when there is none.
    package func value(_ name: String) -> String {
        self.last { $0.name == name }?.value ?? ""
    }
}

extension Notice {
    /// Somebody was faster.
    package static func changedMeanwhile(current: Int64) -> Notice {
        Notice(
            .warning,
            Label(
                zh: "在您填写期间记录已被他人修改（现为第 \(current) 版）。请核对后再次保存，将覆盖对方的修改。",
                en: """
                    Somebody changed the record meanwhile (it is now at version \(current)). \
                    Compare; saving again will replace their change.
                    """))
    }

    /// What is wrong with what was asked for, at the top of the page.
    package static func refusal(_ error: ValidationError) -> Notice {
        let texts = error.issues.map(\.message)
        return Notice(
            .error,
            Label(zh: texts.map(\.zh).joined(separator: "；"), en: texts.map(\.en).joined(separator: "; ")))
    }
}

extension IdempotencyRegister {
    /// The key of a form, which holds one in `_key`; nil when it is none that we have made.
    ///
    /// What was typed is part of the key: the form that is sent again with other content, by way of the browser's back
    /// button, asks for something else.
    package static func key(ofForm key: String, content: [UInt8]) -> String? {
        guard (1...100).contains(key.utf8.count) else { return nil }
        return "form \(key) \(Secret.hexadecimal(Secret.digest(of: String(decoding: content, as: UTF8.self))))"
    }
}
