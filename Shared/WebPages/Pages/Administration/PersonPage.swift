public import Model

/// A person: what the person may do where, and what can be done about it.
public struct PersonPage: Page {
    /// The person.
    public var person: Record
    /// The names of units by their codes.
    public var titles: Titles
    /// The units in which the reader may give and take roles.
    public var units: [FormChoice]
    /// Whether the reader administers everything that the person may do.
    public var isInReach: Bool
    /// What stands in the form that gives a role, and what is wrong with it.
    public var values: FormValues
    /// What is wrong with what was asked for.
    public var issues: [Issue]
    /// What was done to the account, newest first.
    public var trail: [AuditPage.Entry]

    /// Makes the page.
    public init(
        person: Record, titles: Titles = [:], units: [FormChoice] = [], isInReach: Bool = false,
        values: FormValues = FormValues(), issues: [Issue] = [], trail: [AuditPage.Entry] = [],
    ) {
        self.person = person
        self.titles = titles
        self.units = units
        self.isInReach = isInReach
        self.values = values
        self.issues = issues
        self.trail = trail
    }

    /// What the person is called.
    public func title(in frame: PageFrame) -> String {
        self.person[Person.display]?.preferred(frame.language) ?? self.name
    }

    private var name: String { self.person[Person.name] ?? "" }
    private var path: String { PeoplePage.path(of: self.name) }

    /// The person.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        let presentation = Presentation(frame, titles: self.titles)
        return .group([
            PageHead(
                trail: [(label: Person.plural(language), href: PeoplePage.path)], title: self.title(in: frame),
                badge: presentation.badge(self.person[Person.state] ?? "", of: Person.lifecycle),
                lead: Tag.span(.class("lead-facts")) {
                    Tag.span { Person.label(language) }
                    Tag.code { self.name }
                },
                actions: self.isInReach
                    ? [Button.link(Texts.edit, href: "\(self.path)/edit", icon: Icon.edit, style: "", language)] : []
            ).html(language),
            Tag.div(.class("detail")) {
                Tag.div(.class("detail-main")) {
                    self.roles(frame, presentation)
                    self.facts(presentation)
                    self.history(frame)
                }
                Tag.aside(.class("detail-side")) { self.steps(frame) }
            },
        ])
    }

    private func facts(_ presentation: Presentation) -> HTML {
        let fields = [Person.name.spec, Person.display.spec, SystemFields.createdAt.spec, Person.disabledAt.spec]
        return Tag.section(.class("panel"), .attribute("aria-labelledby", "facts")) {
            Tag.h2(.id("facts")) { Texts.facts(presentation.language) }
            FactList(of: self.person, fields, presentation).html
        }
    }

    // MARK: Roles

    private func roles(_ frame: PageFrame, _ presentation: Presentation) -> HTML {
        let language = frame.language
        let grants = self.person[Person.grants] ?? []
        return Tag.section(.class("panel flush"), .attribute("aria-labelledby", "roles")) {
            Tag.div(.class("panel-head")) { Tag.h2(.id("roles")) { Texts.roles(language) } }
            if grants.isEmpty {
                Tag.p(.class("muted none")) { Texts.noRoles(language) }
            } else {
                self.table(of: grants, frame, presentation)
            }
            if !self.units.isEmpty { self.form(frame) }
        }
    }

    private func table(of grants: [Record], _ frame: PageFrame, _ presentation: Presentation) -> HTML {
        let language = frame.language
        let own = Set(self.units.map(\.value))
        let columns = [RoleGrant.role.spec.label, RoleGrant.unit.spec.label, Person.state.spec.label, Texts.actions]
        let rows = grants.map { grant -> [HTML] in
            let unit = grant[RoleGrant.unit] ?? ""
            let role = RoleList.role(grant, language)
            let title = self.titles[unit] ?? unit
            let isInForce = grant[RoleGrant.isInForce] ?? true
            let hidden = [(name: "role", value: grant[RoleGrant.role] ?? ""), (name: "unit", value: unit)]
            return [
                .text(role), Tag.bdi { title },
                Tag.span(.class("badge \(isInForce ? "good" : "ended")")) {
                    (isInForce ? Texts.inForce : Texts.notInForce)(language)
                },
                own.contains(unit)
                    ? Tag.div(.class("cell-actions")) {
                        Button.small(
                            Texts.withdraw, of: "\(role) · \(title)", action: "\(self.path)/withdraw", hidden: hidden,
                            frame)
                    } : .empty,
            ]
        }
        return DataTable(
            caption: Texts.roles(language), columns: columns.map { DataTable.Column($0(language)) }, rows: rows,
            hasRowHeads: true
        ).html
    }

    private func form(_ frame: PageFrame) -> HTML {
        let fields = RoleGrant.fields.fields
        let context = FormContext(
            language: frame.language, values: self.values,
            issues: FormIssues(self.issues, fields: fields, language: frame.language),
            choices: ["unit": self.units], prefix: "grant")
        return Tag.form(
            .class("grant-form"), .attribute("method", "post"), .action("\(self.path)/grant"), .flag("novalidate")
        ) {
            frame.csrfField
            Tag.h3 { Texts.giveRole(frame.language) }
            Tag.p(.class("help")) { Texts.giveRoleHelp(frame.language) }
            self.unplaced(context, frame.language)
            Tag.div(.class("fields")) {
                for field in fields { FieldControl(field: field, path: field.name, context: context).html }
            }
            Tag.div(.class("form-end")) { Button.submit(Texts.giveRole, frame.language) }
        }
    }

    /// What is wrong and belongs to no control of the form.
    private func unplaced(_ context: FormContext, _ language: DisplayLanguage) -> HTML {
        let lines = context.issues.entries.filter { entry in entry.path == nil }.map(\.line)
        guard !lines.isEmpty else { return .empty }
        return Tag.div(.class("issue"), .role("alert")) {
            for line in lines { Tag.p { line } }
        }
    }

    // MARK: Signing in

    private func steps(_ frame: PageFrame) -> HTML {
        let language = frame.language
        let state = self.person[Person.state] ?? ""
        return Tag.section(.class("panel steps"), .attribute("aria-labelledby", "steps")) {
            Tag.h2(.id("steps")) { Texts.access(language) }
            if self.isInReach {
                if state == "active" {
                    self.step(Texts.makeLink, help: Texts.makeLinkHelp, "link", style: "main", frame)
                    self.step(Texts.endSessions, help: Texts.endSessionsHelp, "end-sessions", style: "", frame)
                }
                for transition in Person.lifecycle.transitions(from: state) {
                    let isEnd = transition.to == "disabled"
                    self.step(
                        transition.label, help: isEnd ? Texts.disableHelp : nil, "transitions/\(transition.name)",
                        style: isEnd ? "caution" : "main", frame)
                }
            } else {
                Tag.p(.class("muted")) { Texts.outOfReach(language) }
            }
        }
    }

    private func step(_ label: Label, help: Label?, _ path: String, style: String, _ frame: PageFrame) -> HTML {
        .group([
            Tag.form(.class("step"), .attribute("method", "post"), .action("\(self.path)/\(path)")) {
                frame.csrfField
                Button.submit(label, style: style, frame.language)
            },
            help.map { help in Tag.p(.class("help")) { help(frame.language) } } ?? .empty,
        ])
    }

    private func history(_ frame: PageFrame) -> HTML {
        let language = frame.language
        guard !self.trail.isEmpty else { return .empty }
        return Tag.section(.class("panel flush"), .attribute("aria-labelledby", "trail")) {
            Tag.div(.class("panel-head")) {
                Tag.h2(.id("trail")) { Texts.trail(language) }
                Tag.a(.href(QueryString.address(AuditPage.path, [(name: "subject", value: self.name)]))) {
                    Texts.showAll(language)
                }
            }
            AuditPage(entries: self.trail, titles: self.titles).table(frame, withSubject: false)
        }
    }
}
