import Model

/// How a stay of the example office went: mostly well, and now and then not.
struct MobilityStory {
    let serial: Int
    let year: Int
    let planned: Period

    var steps: [Errand.Step] {
        guard let from = self.planned.from, let to = self.planned.to else { return [] }
        if self.year == 2025 { return self.nominations(from) }
        var steps: [Errand.Step] = [.transition("verify", on: from.after(-60))]
        if self.serial % 19 == 7 {
            return steps + [.transition("no_show", on: from.after(10), JSONObject(["cancelReason": "未取得签证"]))]
        }
        let arrival = DemoDay.period(from, to).openEnded
        steps += [
            .transition("start", on: from),
            .transition("depart", on: from, JSONObject(["departedOn": from.after(-1).fieldJSON])),
            .transition("arrive", on: from, JSONObject(["actual": arrival.fieldJSON])),
        ]
        if self.year == 2024, !self.serial.isMultiple(of: 3) { return steps }
        if self.serial % 23 == 11 {
            let early = DemoDay.period(from, from.after(max(2, (planned.dayCount ?? 4) / 2)))
            return steps + [
                .transition(
                    "cancel", on: early.to ?? to,
                    JSONObject([
                        "cancelReason": "无正当理由提前返回", "outcome": "early_return_unjustified",
                        "actual": early.fieldJSON,
                    ]))
            ]
        }
        let story = JSONObject(["actual": self.planned.fieldJSON, "outcome": "completed"])
        return steps + [
            .transition("return", on: to, story),
            .transition("recognize", on: to.after(30)),
        ]
    }

    /// The latest year has only just been nominated.
    private func nominations(_ from: CalendarDate) -> [Errand.Step] {
        switch self.serial % 4 {
        case 0: []
        case 3:
            [.transition("reject", on: from.after(-50), JSONObject(["receiverReason": "The course is not offered"]))]
        default: [.transition("verify", on: from.after(-50))]
        }
    }
}

extension Period {
    /// The same beginning without an end.
    var openEnded: Period { Period(from: self.from, to: nil) ?? self }
}
