import Model

/// What the reader should know about the record of a page, above everything else on it.
struct WarningBox {
    let warnings: [Label]

    func html(_ language: DisplayLanguage) -> HTML {
        guard !self.warnings.isEmpty else { return .empty }
        return Tag.section(.class("notice warning"), .ariaLabel(Texts.warnings(language))) {
            Icon.warning
            Tag.ul {
                for warning in self.warnings { Tag.li { warning(language) } }
            }
        }
    }
}
