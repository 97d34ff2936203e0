import Model
import Testing
import YizhanClient

@testable import YizhanCommands

@Suite("An event on a terminal")
struct EventLineTests {
    @Test("It is one line with position, time, type and subject")
    func line() throws {
        let event = try CloudEvent([
            "specversion": "1.0", "id": "a", "source": "/partners", "type": "agreement.signed", "sequence": "12",
            "time": "2026-03-01T08:00:00Z", "subject": "AGR-7", "actor": "li", "unit": "OIE",
        ])
        let text = EventLine(style: Style(isOn: false)).text(event)
        #expect(text == "12  2026-03-01T08:00:00Z  agreement.signed  AGR-7  by li  in OIE")
    }
}
