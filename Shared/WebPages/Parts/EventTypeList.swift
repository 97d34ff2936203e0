import Model

/// The types of events that somebody may read.
struct EventTypeList {
    /// Nil for all.
    let types: [String]?

    func html(_ language: DisplayLanguage) -> HTML {
        guard let types else { return .text(Texts.all(language)) }
        return Tag.ul(.class("roles")) { for type in types { Tag.li { Tag.code { type } } } }
    }
}
