import Testing

@testable import YizhanCommands

@Suite("Progress and colours")
struct TerminalTests {
    let line = ProgressLine(total: 10_251, unit: "rows")

    @Test("The line tells share, count, speed and remaining time, and fits the terminal")
    func halfway() {
        let text = self.line.text(done: 5125, elapsed: .seconds(5), width: 80)
        #expect(text.contains(" 49%  5125/10251 rows  1025/s  ETA 0:06"))
        #expect(text.hasPrefix("[####"))
        #expect(text.count < 80)
    }

    @Test("At the end it tells how long it took")
    func end() {
        #expect(
            self.line.text(done: 10_251, elapsed: .seconds(75), width: 80).hasSuffix(
                "100%  10251/10251 rows  136/s  in 1:15"))
    }

    @Test("Nothing to do is done, and a narrow terminal gets figures only")
    func edges() {
        #expect(
            ProgressLine(total: 0, unit: "rows").text(done: 0, elapsed: .zero, width: 40).contains("100%  0/0 rows"))
        #expect(!self.line.text(done: 1, elapsed: .zero, width: 24).contains("["))
    }

    @Test("Without colour a text stays as it is")
    func colours() {
        #expect(Style(isOn: false).bad("x") == "x")
        #expect(Style(isOn: true).bad("x") == "\u{1B}[31mx\u{1B}[0m")
    }
}
