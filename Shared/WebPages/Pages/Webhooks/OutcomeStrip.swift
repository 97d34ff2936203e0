import Model

/// The last deliveries as a strip of bars, oldest first, with what it shows in words.
///
/// A failure is told by its height as well as by its colour. The picture is SVG with attributes and no style, which the
/// content security policy forbids.
struct OutcomeStrip {
    let outcomes: WebhookOutcomes

    private static let step = 4
    private static let height = 20

    func html(_ language: DisplayLanguage) -> HTML {
        guard let share = self.outcomes.share else {
            return Tag.span(.class("muted")) { Texts.nothingTried(language) }
        }
        return Tag.span(.class("outcomes")) {
            self.picture
            Tag.span { Texts.shareOfLast(share, self.outcomes.outcomes.count)(language) }
        }
    }

    /// What the words beside it say, too, so that assistive technology skips it.
    private var picture: HTML {
        let width = self.outcomes.outcomes.count * Self.step
        return Tag.svg(
            .class("strip"), .attribute("viewBox", "0 0 \(width) \(Self.height)"), .attribute("width", "\(width)"),
            .attribute("height", "\(Self.height)"), .ariaHidden, .attribute("focusable", "false")
        ) {
            for (index, outcome) in self.outcomes.outcomes.enumerated() {
                let height = outcome.height
                Tag.rect(
                    .class(outcome.className), .attribute("x", "\(index * Self.step)"),
                    .attribute("y", "\(Self.height - height)"), .attribute("width", "\(Self.step - 1)"),
                    .attribute("height", "\(height)"))
            }
        }
    }
}

extension WebhookOutcomes.Outcome {
    fileprivate var height: Int {
        switch self {
        case .delivered: 11
        case .retrying: 15
        case .failed: 20
        }
    }

    fileprivate var className: String {
        switch self {
        case .delivered: "delivered"
        case .retrying: "retrying"
        case .failed: "failed"
        }
    }
}
