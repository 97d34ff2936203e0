import Model

extension SubscriptionPage {
    /// What can be done, each a form of its own.
    func steps(_ frame: PageFrame) -> HTML {
        let language = frame.language
        let forms = StepForms(path: self.path, frame: frame)
        let isPaused = self.subscription.state == "paused"
        return Tag.section(.class("panel steps"), .attribute("aria-labelledby", "steps")) {
            Tag.h2(.id("steps")) { Texts.nextSteps(language) }
            isPaused ? forms.step(Texts.resume, "resume", style: "main") : forms.step(Texts.pause, "pause")
            if self.subscription.dead > 0 {
                forms.step(Texts.redriveAll, "redrive", style: isPaused ? "" : "main")
                forms.folded(Texts.discardAll, "discard") {
                    Tag.p(.class("help")) { Texts.discardAllHelp(language) }
                    Button.submit(Texts.discardAll, style: "caution", language)
                }
            }
            if self.subscription.replaying > 0 { forms.step(Texts.endReplays, "end-replays") }
            self.seek(frame)
            forms.folded(Texts.deleteSubscription, "delete") {
                Tag.p(.class("help")) { Texts.deleteSubscriptionHelp(language) }
                Button.submit(Texts.deleteSubscription, style: "caution", language)
            }
        }
    }

    private func seek(_ frame: PageFrame) -> HTML {
        let language = frame.language
        let forms = StepForms(path: self.path, frame: frame)
        let messages = (self.refused?.issues ?? []).map { $0.message(language) }
        return forms.folded(Texts.seek, isOpen: self.refused != nil, "seek") {
            Tag.div(.class(messages.isEmpty ? "field" : "field wrong")) {
                Tag.label(.class("label"), .for("seek-position")) { Texts.position(language) }
                Tag.input(
                    .type("text"), .attribute("inputmode", "numeric"), .id("seek-position"), .name("position"),
                    .value(self.refused?.place ?? ""),
                    messages.isEmpty ? nil : .attribute("aria-invalid", "true"),
                    .ariaDescribedBy(["seek-help"] + (messages.isEmpty ? [] : ["seek-issue"])))
                Tag.p(.class("help"), .id("seek-help")) { Texts.seekHelp(language) }
                if !messages.isEmpty {
                    Tag.div(.class("issue"), .id("seek-issue")) { for message in messages { Tag.p { message } } }
                }
            }
            Button.submit(Texts.seek, language)
        }
    }
}
