import HTTPTypes
import Hummingbird
import Model

/// Remembers the language that somebody has chosen on a page, for a year.
enum LanguageCookie {
    static let name = "yizhan_lang"

    /// What makes a browser remember it, when a page is asked for in a language; nil otherwise.
    static func setting(for request: Request) -> HTTPField? {
        guard request.method == .get, request.wantsPage, let language = DisplayLanguage.asked(by: request) else {
            return nil
        }
        return HTTPField(
            name: .setCookie,
            value: "\(self.name)=\(language.rawValue); Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly")
    }
}
