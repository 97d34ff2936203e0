import Model

/// Links that narrow a list to one state.
struct StateTabs {
    let states: [State]
    /// The state that is shown; nil for all.
    let current: String?
    let path: String
    let fragment: String

    /// - Parameter fragment: the part of the page that they lead to, with `#`; empty for its top.
    init(_ states: [State], current: String?, path: String, fragment: String = "") {
        self.states = states
        self.current = current
        self.path = path
        self.fragment = fragment
    }

    func html(_ language: DisplayLanguage) -> HTML {
        Tag.nav(.class("tabs"), .ariaLabel(Texts.filters(language))) {
            Tag.ul {
                self.tab(Texts.any(language), nil)
                for state in self.states { self.tab(state.label(language), state.name) }
            }
        }
    }

    private func tab(_ text: String, _ state: String?) -> HTML {
        Tag.li {
            Tag.a(
                .href(QueryString.address(self.path, state.map { [(name: "state", value: $0)] } ?? []) + self.fragment),
                self.current == state ? .attribute("aria-current", "true") : nil
            ) { text }
        }
    }
}
