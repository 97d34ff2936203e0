import Model

extension DetailPage {
    /// Records of one type that refer to this one, and the way to another one.
    func relatedList(_ list: RelatedList, _ frame: PageFrame) -> HTML {
        let language = frame.language
        return Tag.section(.class("panel flush"), .ariaLabel(list.label(language))) {
            Tag.div(.class("panel-head")) {
                Tag.h2 {
                    list.label(language)
                    if let total = list.total { .group([" ", Tag.span(.class("count")) { total.grouped }]) }
                }
                Tag.div(.class("panel-links")) {
                    Tag.a(.href(list.href)) { Texts.showAll(language) }
                    if let href = list.newHref {
                        Button.small(
                            Texts.add, of: list.newLabel(language), href: href, icon: Icon.plus, style: "small",
                            language)
                    }
                }
            }
            ListPage(resource: list.resource, records: list.records, titles: self.titles)
                .records(frame, withSorting: false, columns: 3, without: list.field)
        }
    }

    /// What could be made for this record and is not there yet, in one line instead of many empty lists.
    func offers(_ language: DisplayLanguage) -> HTML {
        let lists = self.related.filter { $0.records.isEmpty && $0.newHref != nil }
        guard !lists.isEmpty else { return .empty }
        return Tag.section(.class("panel quiet offers"), .attribute("aria-labelledby", "offers")) {
            Tag.h2(.id("offers")) { Texts.nothingYet(language) }
            Tag.ul {
                for list in lists {
                    Tag.li {
                        Button.link(list.newLabel, href: list.newHref ?? "", icon: Icon.plus, style: "", language)
                    }
                }
            }
        }
    }
}
