import Model

/// What stands where a list would be, with a hint how to go on.
struct EmptyState {
    let title: Label
    let hint: Label
    var actions: [HTML] = []

    func html(_ language: DisplayLanguage) -> HTML {
        Tag.div(.class("empty")) {
            .raw(
                """
                <svg class="empty-picture" viewBox="0 0 120 60" aria-hidden="true" focusable="false">\
                <path class="dune far" d="M0 46c20-14 38-14 58-4s40 8 62-6v24H0z"/>\
                <path class="tower" d="M70 14h5v4h4v-4h6v4h4v-4h5v8h-2l3 24H69l3-24h-2z"/>\
                <path class="dune" d="M0 54c26-12 50-6 70-4s34-2 50-6v16H0z"/></svg>
                """)
            Tag.p(.class("empty-title")) { self.title(language) }
            Tag.p(.class("muted")) { self.hint(language) }
            if !self.actions.isEmpty { Tag.p(.class("empty-actions")) { .group(self.actions) } }
        }
    }
}
