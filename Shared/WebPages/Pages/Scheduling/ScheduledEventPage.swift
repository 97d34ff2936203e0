public import Model

/// An event that waits to be published, with a button that takes it back.
public struct ScheduledEventPage: Page {
    /// The event as the interface tells it: `id`, `due`, `scheduledAt` and `event`.
    public var event: Record
    /// The names of units by their codes.
    public var titles: Titles

    /// Makes the page.
    public init(event: Record, titles: Titles = [:]) {
        self.event = event
        self.titles = titles
    }

    /// The page of an event, which its id and its source name together.
    public static func path(of event: Record) -> String {
        QueryString.address(
            Self.path(ofID: event.object["id"]?.stringValue ?? ""),
            [(name: "source", value: event.object["event"]?["source"]?.stringValue ?? "")])
    }

    private static func path(ofID id: String) -> String { "\(ScheduledEventsPage.path)/\(QueryString.encode(id))" }

    private func said(_ name: String) -> String { self.event.object["event"]?[name]?.stringValue ?? "" }

    /// The event's type.
    public func title(in frame: PageFrame) -> String { self.said("type") }

    /// The event.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        return .group([
            PageHead(
                trail: [(label: Texts.scheduled(language), href: ScheduledEventsPage.path)],
                title: self.title(in: frame), lead: Tag.bdi { self.said("subject") }
            ).html(language),
            Tag.div(.class("detail")) {
                Tag.div(.class("detail-main")) {
                    self.facts(frame)
                    Tag.section(.class("panel"), .attribute("aria-labelledby", "json")) {
                        Tag.h2(.id("json")) { Texts.asJSON(language) }
                        Tag.pre(.attribute("tabindex", "0"), .attribute("aria-labelledby", "json")) {
                            self.event.object["event"]?.indented ?? ""
                        }
                    }
                }
                Tag.aside(.class("detail-side")) { self.steps(frame) }
            },
        ])
    }

    private func facts(_ frame: PageFrame) -> HTML {
        let language = frame.language
        func moment(_ name: String) -> HTML {
            Moment(text: self.event.object[name]?.stringValue ?? "", utcOffsetSeconds: frame.utcOffsetSeconds).html
        }
        let facts: [(name: String, value: HTML)] = [
            (name: NewScheduledEvent.due.spec.label(language), value: moment("due")),
            (name: Texts.source(language), value: Tag.code { self.said("source") }),
            (name: Texts.unit(language), value: Tag.bdi { self.titles[self.said("unit")] ?? self.said("unit") }),
            (name: Texts.scheduledBy(language), value: Tag.bdi { self.said("actor") }),
            (name: Texts.scheduledAt(language), value: moment("scheduledAt")),
            (name: Texts.identifier(language), value: Tag.code { self.said("id") }),
        ]
        return Tag.section(.class("panel"), .attribute("aria-labelledby", "facts")) {
            Tag.h2(.id("facts")) { Texts.facts(language) }
            FactList(facts).html
        }
    }

    private func steps(_ frame: PageFrame) -> HTML {
        let forms = StepForms(path: Self.path(ofID: self.said("id")), frame: frame)
        return Tag.section(.class("panel steps"), .attribute("aria-labelledby", "steps")) {
            Tag.h2(.id("steps")) { Texts.nextSteps(frame.language) }
            forms.folded(Texts.takeBack, "take-back") {
                Tag.input(.type("hidden"), .name("source"), .value(self.said("source")))
                Tag.p(.class("help")) { Texts.takeBackHelp(frame.language) }
                Button.submit(Texts.takeBack, style: "caution", frame.language)
            }
        }
    }
}
