import Model

extension SubscriptionPage {
    /// What could not be handled, with what can be done about each.
    func deadLetters(_ frame: PageFrame) -> HTML {
        let language = frame.language
        let count = self.subscription.dead
        return Tag.section(.class("panel flush"), .attribute("aria-labelledby", "dead-letters")) {
            Tag.div(.class("panel-head")) {
                Tag.h2(.id("dead-letters")) { Texts.deadLetters(language) }
                if count > 0 { Tag.span(.class("muted")) { count.grouped } }
            }
            if self.letters.isEmpty {
                Tag.p(.class("muted none")) { Texts.noDeadLetters(language) }
            } else {
                self.table(frame)
                Pager(
                    firstHref: self.firstHref, first: Texts.firstDeadLetters, nextHref: self.nextHref,
                    next: Texts.laterDeadLetters
                ).html(language)
            }
        }
    }

    private func table(_ frame: PageFrame) -> HTML {
        let language = frame.language
        let columns = [
            DataTable.Column(Texts.position(language)), DataTable.Column(Texts.event(language)),
            DataTable.Column(Texts.lastError(language)), DataTable.Column(Texts.actions(language)),
        ]
        let rows = self.letters.map { letter -> [HTML] in
            let position = letter["position"]?.integerValue ?? 0
            let range = [(name: "from", value: "\(position)"), (name: "through", value: "\(position)")]
            let before = QueryString.address("/events", [(name: "before", value: "\(position + 1)")])
            return [
                Tag.a(.href(before)) { position.grouped },
                .group([
                    Tag.span { letter["event"]?["type"]?.stringValue ?? "" },
                    Tag.span(.class("row-code")) { Tag.bdi { letter["event"]?["subject"]?.stringValue ?? "" } },
                ]),
                .group([
                    Tag.span { (letter["lastError"]?.stringValue ?? "").shortened(to: 300) },
                    Tag.span(.class("row-code")) {
                        Texts.attemptsMade(letter["attempts"]?.integerValue ?? 0)(language)
                        if let at = letter["lastFailedAt"]?.stringValue {
                            " · "
                            Moment(text: at, utcOffsetSeconds: frame.utcOffsetSeconds).html
                        }
                    },
                ]),
                Tag.div(.class("cell-actions")) {
                    Button.small(
                        Texts.redrive, of: "\(position)", action: "\(self.path)/redrive", hidden: range, frame)
                    Button.small(
                        Texts.discard, of: "\(position)", action: "\(self.path)/discard", hidden: range, frame)
                },
            ]
        }
        return DataTable(caption: Texts.deadLetters(language), columns: columns, rows: rows, hasRowHeads: true).html
    }
}
