import Model

/// One term of an expert at the example university.
struct EngagementStory {
    let serial: Int
    let number: Int
    let isSecond: Bool

    private var kind: String {
        // While nobody could travel, experts taught from afar.
        if !self.isSecond, self.number % 6 == 5 { return "online" }
        return ["long_term", "short_term", "long_term", "part_time"][self.number % 4]
    }

    var from: CalendarDate {
        if self.isSecond { return DemoDay.day(2025, 3, 1 + self.number % 28) }
        if self.kind == "online" { return DemoDay.day(2020, 9, 1 + self.number % 28) }
        return DemoDay.day([2018, 2019, 2022, 2023, 2024][self.number % 5], 3 + self.number % 7, 1)
    }

    private var to: CalendarDate {
        switch self.kind {
        case "short_term": self.from.after(30 + self.number % 50)
        case "long_term": self.from.years(self.isSecond ? 3 : 1)
        default: self.from.years(1)
        }
    }

    func input(_ expert: RecordID) -> JSONObject {
        let isTeacher = self.number % 5 == 2
        return JSONObject([
            "expert": expert.fieldJSON, "kind": .string(self.kind),
            "post": isTeacher ? "teacher_language" : self.number.isMultiple(of: 2) ? "researcher" : "teacher_subject",
            "introducedAs": "foreign_expert",
            "term": DemoDay.period(self.from, self.to).fieldJSON,
            "coursesPerSemester": isTeacher ? 4 : 1,
            "salary": self.kind == "long_term"
                ? ["minor": .integer(Int64(1_800_000 + self.number * 20_000)), "currency": "CNY"] : nil,
            "salaryPer": self.kind == "long_term" ? "month" : nil,
            "supervisor": .string(People.own(self.number + 40).preferred(.zh)),
        ])
    }

    var steps: [Errand.Step] {
        let day = self.from
        var steps: [Errand.Step] = [.transition("approve", on: day.after(-180))]
        if self.number == 37 { return steps }
        let contract = JSONObject([
            "contractNumber": .string("DEMO-\(day.year)-\((self.serial + 1).padded(3))"),
            "contractSignedOn": day.after(-150).fieldJSON,
        ])
        steps.append(.transition("sign", on: day.after(-150), contract))
        if self.kind == "long_term" {
            steps += [
                .transition("notify_permit", on: day.after(-100), Self.date("permitNoticeOn", day.after(-100))),
                .transition("issue_visa", on: day.after(-60), Self.date("visaIssuedOn", day.after(-60))),
            ]
        }
        if self.kind != "online" {
            steps.append(.transition("arrive", on: day.after(-20), Self.date("arrivedOn", day.after(-20))))
        }
        if self.kind == "long_term" {
            steps.append(
                .transition("validate_permits", on: day.after(-5), Self.date("permitsValidUntil", self.to.after(20))))
        }
        steps.append(.transition("start", on: day, Self.date("startedOn", day)))
        if self.isSecond { return steps }
        steps.append(.transition("end", on: self.to, Self.date("endedOn", self.to)))
        if self.kind == "long_term" {
            steps.append(
                .transition("cancel_permits", on: self.to.after(10), Self.date("permitsCancelledOn", self.to.after(10)))
            )
        }
        return steps
    }

    private static func date(_ name: String, _ day: CalendarDate) -> JSONObject {
        JSONObject([name: day.fieldJSON])
    }
}
