public import Model

/// What is doubtful about a record that a form would make, though nothing is wrong with it: nothing was saved, and the
/// form comes back with a second button for whoever means it all the same.
public struct FormDoubts: Sendable, Equatable {
    /// The name under which ``seal`` is sent.
    public static let name = "_anyway"
    /// What is doubtful; empty when the person has seen it and the form comes back for another reason.
    public let warnings: [Label]
    /// What stands for these doubts and no others.
    public let seal: String

    /// Puts doubts before a person.
    public init(_ warnings: [Label], seal: String) {
        self.warnings = warnings
        self.seal = seal
    }

    /// Remembers what a person has seen and meant all the same; nil when that is nothing.
    public init?(seen seal: String) {
        guard !seal.isEmpty else { return nil }
        self.init([], seal: seal)
    }

    func box(_ language: DisplayLanguage) -> HTML {
        guard !self.warnings.isEmpty else { return .empty }
        return Tag.section(.class("notice warning summary"), .role("alert"), .attribute("aria-labelledby", "doubts")) {
            Icon.warning
            Tag.div {
                Tag.h2(.id("doubts")) { Texts.doubts(language) }
                Tag.ul {
                    for warning in self.warnings { Tag.li { warning(language) } }
                }
                Tag.p { Texts.doubtsHelp(language) }
            }
        }
    }

    /// Only this button says that the record is meant: sending the form once more by the usual one does not.
    func button(_ language: DisplayLanguage) -> HTML {
        guard !self.warnings.isEmpty else { return .empty }
        return Tag.button(.class("button"), .type("submit"), .name(Self.name), .value(self.seal)) {
            Texts.createAnyway(language)
        }
    }

    var hiddenField: HTML? {
        self.warnings.isEmpty ? Tag.input(.type("hidden"), .name(Self.name), .value(self.seal)) : nil
    }
}
