import Model
import Testing
import WebPages

@Suite("What a form means")
struct FormReadingTests {
    private func json(_ pairs: [(String, String)], for purpose: FormPurpose = .creating) -> JSON {
        Sample.agreement.json(fromForm: pairs, for: purpose)
    }

    @Test("Values become JSON of their field's kind")
    func kinds() {
        let json = self.json([
            ("title.zh", " 协议 "), ("title.en", ""), ("kind", "red"), ("languages", ""), ("languages", "red"),
            ("languages", "green"), ("places", "1,234"), ("factor", "１.5"), ("renews", "false"), ("binding", "false"),
            ("binding", "true"), ("signedOn", "2024-06-28"), ("term.first", "2024-09-01"), ("term.last", "2025-06-30"),
            ("budget.amount", "1,234.50"), ("budget.currency", "CNY"), ("notes", "a\r\nb"), ("_csrf", "x"),
        ])
        #expect(
            json == [
                "title": ["zh": "协议"], "kind": "red", "languages": ["red", "green"], "places": 1234,
                "factor": .number("1.50"), "renews": false, "binding": true, "signedOn": "2024-06-28",
                "term": ["from": "2024-09-01", "to": "2025-07-01"], "budget": ["minor": 123_450, "currency": "CNY"],
                "notes": "a\nb",
            ])
    }

    @Test("What is empty is absent in a new record and null in a change")
    func empty() {
        let pairs = [
            ("alias", " \u{3000} "), ("languages", ""), ("signedOn", ""), ("budget.amount", ""),
            ("budget.currency", "CNY"), ("term.first", ""), ("term.last", ""), ("parties.0.signatory", ""),
            ("parties.0.leads", "false"),
        ]
        #expect(self.json(pairs) == [:])
        #expect(
            self.json(pairs, for: .changing) == [
                "alias": nil, "languages": nil, "signedOn": nil, "budget": nil, "term": nil, "parties": nil,
            ])
    }

    @Test("Half of a pair can be cleared by a change")
    func halves() {
        #expect(
            self.json([("title.zh", "协议"), ("title.en", "")], for: .changing) == ["title": ["zh": "协议", "en": nil]])
        #expect(
            self.json([("term.first", "2024-09-01"), ("term.last", "")], for: .changing)
                == ["term": ["from": "2024-09-01", "to": nil]])
    }

    @Test("What is not well-formed stays as it was typed, for validation to report")
    func malformed() {
        let json = self.json([
            ("places", "many"), ("factor", "1.234"), ("term.last", "soon"), ("budget.amount", "十万"),
            ("budget.currency", "CNY"), ("signedOn", "2024-02-30"), ("renews", "maybe"),
        ])
        #expect(
            json == [
                "places": "many", "factor": "1.234", "term": ["to": "soon"],
                "budget": ["minor": "十万", "currency": "CNY"], "signedOn": "2024-02-30", "renews": "maybe",
            ])
        #expect(throws: ValidationError.self) { try Sample.agreement.validateNew(json) }
    }

    @Test(
        "A comma that does not separate thousands is not taken away",
        arguments: ["1,5", "12,34", ",123", "1234567,890"])
    func commas(_ text: String) {
        #expect(self.json([("places", text)]) == ["places": .string(text)])
    }

    @Test("Blank rows are dropped, and the others keep their order whatever their numbers")
    func rows() {
        let json = self.json([
            ("parties.10.signatory", "C"), ("parties.0.signatory", ""), ("parties.0.leads", "false"),
            ("parties.2.signatory", "B"), ("parties.2.leads", "false"), ("parties.2.leads", "true"),
            ("conditions.1.isced", "s1"), ("conditions.1.isced", "s2"), ("conditions.1.fee.amount", ""),
            ("conditions.1.fee.currency", "CNY"), ("conditions.4.fee.amount", ""), ("conditions.4.fee.currency", "CNY"),
        ])
        #expect(
            json == [
                "parties": [["signatory": "B", "leads": true], ["signatory": "C"]],
                "conditions": [["isced": ["s1", "s2"]]],
            ])
    }

    @Test("A chosen label becomes its id, unless several read the same")
    func labels() {
        let choices = [
            "partner": [FormChoice("1", "A · INS-1"), FormChoice("2", "B"), FormChoice("3", "B")],
            "parties.institution": [FormChoice("9", "Niš")],
        ]
        let json = Sample.agreement.json(
            fromForm: [("partner", "A · INS-1"), ("parties.0.institution", "Niš")], for: .creating, choices: choices)
        #expect(json == ["partner": "1", "parties": [["institution": "9"]]])
        #expect(
            Sample.agreement.json(fromForm: [("partner", "B")], for: .creating, choices: choices) == ["partner": "B"])
    }

    @Test("A record is meant by its code, its label in either language, or a title of its own")
    func meant() {
        let kyoto = FormChoice("9", code: "INS-9", names: ["京都大学", "Kyoto University"])
        #expect(kyoto.label == "INS-9 · 京都大学 Kyoto University")
        let choices = [
            "partner": [
                kyoto, FormChoice("8", code: "INS-8", names: ["Cornell College"]),
                FormChoice("7", code: "INS-7", names: ["Cornell College"]),
            ]
        ]
        for (text, id) in [
            ("INS-9", "9"), ("京都大学", "9"), ("Kyoto University", "9"), ("INS-9 · 京都大学 Kyoto University", "9"),
            ("INS-9 · Kyoto University 京都大学", "9"), ("INS-8", "8"), ("Cornell College", "Cornell College"),
            ("INS-1 · Kyoto University", "INS-1 · Kyoto University"),
        ] {
            let json = Sample.agreement.json(fromForm: [("partner", text)], for: .creating, choices: choices)
            #expect(json == ["partner": .string(id)], "\(text)")
        }
    }

    @Test("Fields of the program, names of nobody and deep names are left out")
    func strangers() {
        let json = self.json([
            ("id", "x"), ("state", "signed"), ("score", "9"), ("version", "7"), ("nobody", "x"), ("alias.x.y", "z"),
            (String(repeating: "a.", count: 50) + "b", "x"), ("parties.99999999999999999999.signatory", "x"),
            ("parties.x.signatory", "y"), ("", "x"), (".", "x"),
        ])
        #expect(json == [:])
    }

    @Test("A row is asked for, not saved")
    func more() {
        let values = FormValues([("parties.0.signatory", "A"), ("_more", "parties")], of: Sample.agreement)
        #expect(values.wantsMoreRows == "parties")
        let page = FormPage(resource: Sample.agreement, values: values, mode: .create).scanned(in: Sample.frame(.zh))
        #expect(page.named("parties.0.signatory").first?.attributes["value"] == "A")
        #expect(page.named("parties.5.signatory").count == 1)
        let button = page.named("_more").first { $0.attributes["value"] == "parties" }
        #expect(button?.attributes["formaction"] == "/partners/agreements#f-parties")
        #expect(FormValues([], of: Sample.agreement).wantsMoreRows == nil)
    }
}
