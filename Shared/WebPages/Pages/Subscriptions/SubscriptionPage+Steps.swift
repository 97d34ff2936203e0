import Model

extension SubscriptionPage {
    /// What can be done, each a form of its own.
    func steps(_ frame: PageFrame) -> HTML {
        let language = frame.language
        let isPaused = self.subscription.state == "paused"
        return Tag.section(.class("panel steps"), .attribute("aria-labelledby", "steps")) {
            Tag.h2(.id("steps")) { Texts.nextSteps(language) }
            isPaused ? self.step(Texts.resume, "resume", style: "main", frame) : self.step(Texts.pause, "pause", frame)
            if self.subscription.dead > 0 {
                self.step(Texts.redriveAll, "redrive", style: isPaused ? "" : "main", frame)
                self.folded(Texts.discardAll, isOpen: false, frame, "discard") {
                    Tag.p(.class("help")) { Texts.discardAllHelp(language) }
                    Button.submit(Texts.discardAll, style: "caution", language)
                }
            }
            self.seek(frame)
            self.folded(Texts.deleteSubscription, isOpen: false, frame, "delete") {
                Tag.p(.class("help")) { Texts.deleteSubscriptionHelp(language) }
                Button.submit(Texts.deleteSubscription, style: "caution", language)
            }
        }
    }

    private func step(_ label: Label, _ path: String, style: String = "", _ frame: PageFrame) -> HTML {
        Tag.form(.class("step"), .attribute("method", "post"), .action("\(self.path)/\(path)")) {
            frame.csrfField
            Button.submit(label, style: style, frame.language)
        }
    }

    /// A form behind a button that opens it.
    private func folded(
        _ label: Label, isOpen: Bool, _ frame: PageFrame, _ path: String, @HTMLBuilder content: () -> HTML,
    ) -> HTML {
        Tag.details(.class("step-more"), .flag("open", isOpen)) {
            Tag.summary(.class("button")) { label(frame.language) }
            Tag.form(
                .class("step"), .attribute("method", "post"), .action("\(self.path)/\(path)"), .flag("novalidate")
            ) {
                frame.csrfField
                content()
            }
        }
    }

    private func seek(_ frame: PageFrame) -> HTML {
        let language = frame.language
        let messages = (self.refused?.issues ?? []).map { $0.message(language) }
        return self.folded(Texts.seek, isOpen: self.refused != nil, frame, "seek") {
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
