import Model

extension WebhookPage {
    /// What can be done, each a form of its own.
    func steps(_ frame: PageFrame) -> HTML {
        let language = frame.language
        let forms = StepForms(path: self.path, frame: frame)
        let state = self.webhook[Webhook.state] ?? ""
        return Tag.section(.class("panel steps"), .attribute("aria-labelledby", "steps")) {
            Tag.h2(.id("steps")) { Texts.nextSteps(language) }
            if state == "active" {
                forms.step(Texts.sendTest, "test", style: "main")
            }
            for transition in Webhook.lifecycle.transitions(from: state) {
                forms.step(
                    transition.label, "transitions/\(transition.name)",
                    style: transition.to == "active" ? "main" : "")
            }
            self.recover(frame)
            self.rotate(frame)
            forms.folded(Texts.deleteWebhook, "delete") {
                Tag.p(.class("help")) { Texts.deleteWebhookHelp(language) }
                Button.submit(Texts.deleteWebhook, style: "caution", language)
            }
        }
    }

    private func recover(_ frame: PageFrame) -> HTML {
        let language = frame.language
        let forms = StepForms(path: self.path, frame: frame)
        let refused = self.refused.flatMap { $0.act == .recover ? $0 : nil }
        let messages = (refused?.issues ?? []).map { $0.message(language) }
        let field = RecoverWebhook.since
        return forms.folded(Texts.recover, isOpen: refused != nil, "recover") {
            Tag.div(.class(messages.isEmpty ? "field" : "field wrong")) {
                Tag.label(.class("label"), .for("recover-since")) { field.spec.label(language) }
                Tag.input(
                    .type("datetime-local"), .id("recover-since"), .name(field.name),
                    .value(refused?.values.value(field.name) ?? self.usualSince(frame)),
                    messages.isEmpty ? nil : .attribute("aria-invalid", "true"),
                    .ariaDescribedBy(["recover-help"] + (messages.isEmpty ? [] : ["recover-issue"])))
                Tag.p(.class("help"), .id("recover-help")) { Texts.recoverHelp(language) }
                if !messages.isEmpty {
                    Tag.div(.class("issue"), .id("recover-issue")) {
                        for message in messages { Tag.p { message } }
                    }
                }
            }
            Button.submit(Texts.recover, language)
        }
    }

    /// Since when all has failed, else nothing: a time that nobody has thought of would send events for no reason.
    private func usualSince(_ frame: PageFrame) -> String {
        guard let text = self.webhook[Webhook.failingSince], let since = Instant(text) else { return "" }
        return String(since.text(utcOffsetSeconds: frame.utcOffsetSeconds).prefix(16))
    }

    private func rotate(_ frame: PageFrame) -> HTML {
        let language = frame.language
        let forms = StepForms(path: self.path, frame: frame)
        let refused = self.refused.flatMap { $0.act == .rotate ? $0 : nil }
        let fields = RotateSecret.fields.fields
        let context = FormContext(
            language: language,
            values: refused?.values
                ?? FormValues([(RotateSecret.overlap.name, "\(RotateSecret.usualHours)")], fields: fields),
            issues: FormIssues(refused?.issues ?? [], fields: fields, language: language), choices: [:],
            prefix: "rotate")
        return forms.folded(Texts.rotate, isOpen: refused != nil, "rotate") {
            Tag.input(.type("hidden"), .name("_key"), .value(self.key))
            for field in fields { FieldControl(field: field, path: field.name, context: context).html }
            Button.submit(Texts.rotate, language)
        }
    }
}
