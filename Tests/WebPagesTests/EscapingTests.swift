import Model
import Testing
import WebPages

@Suite("Escaping")
struct EscapingTests {
    static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onclick='alert(1)", "</textarea><b>",
        "</title><b>",
        "&lt;b&gt;", "]]><!--", "\u{202E}gpj.exe\u{2066}", "a\u{0}b\u{1}c\u{7F}", "中文<b>&\"'", "\u{2028}\u{FEFF}",
    ]

    @Test("Text comes back from a page as it was, and never as markup", arguments: hostile)
    func text(_ text: String) {
        let page = ScannedPage(Tag.body { Tag.p(.attribute("title", text)) { text } }.bytes())
        let shown = String(text.unicodeScalars.map { Self.isInvisible($0) ? "\u{FFFD}" : Character($0) })
        #expect(page.faults.isEmpty)
        #expect(page.elements.map(\.name) == ["body", "p"])
        #expect(page.all("p").first?.text == shown)
        #expect(page.all("p").first?.attributes["title"] == shown)
    }

    @Test("What was typed is given back exactly, but for NUL", arguments: hostile)
    func typed(_ text: String) {
        let page = ScannedPage(Tag.body { Tag.input(.value(text)) }.bytes())
        let given = String(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : Character($0) })
        #expect(page.all("input").first?.attributes["value"] == given)
    }

    @Test("Only addresses of this site, of the web and of mail become links")
    func addresses() {
        for address in [
            "/a/b?c=d#e", "#main", "?q=1", "a/b:c", "https://example.edu/", "HTTP://x", "mailto:a@b.cn", "",
        ] {
            #expect(Attribute.href(address) != nil, "\(address)")
        }
        let refused = [
            "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)",
            "\u{1}javascript:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example", "/\\evil.example",
            "file:///etc",
            "x:y",
        ]
        for address in refused { #expect(Attribute.href(address) == nil, "\(address)") }
    }

    @Test("Queries are percent-encoded")
    func queries() {
        #expect(QueryString.address("/a", [(name: "q", value: "大 &=")]) == "/a?q=%E5%A4%A7%20%26%3D")
        #expect(QueryString.address("/a", []) == "/a")
    }

    @Test("No page lets hostile text out of its place", arguments: hostile)
    func pages(_ text: String) {
        var object = Sample.record.object
        for field in Sample.agreement.fields {
            if case .text = field.kind { object[field.name] = .string(text) }
        }
        object["title"] = ["zh": .string(text)]
        object["code"] = .string(text)
        object["state"] = .string(text)
        object["kind"] = .string(text)
        object["languages"] = [.string(text)]
        object["website"] = "javascript:alert(1)"
        let plain = Gallery.pages(Record(object), text: "plain")
        for (page, other) in zip(Gallery.pages(Record(object), text: text), plain) {
            let scanned = page.scanned(in: Sample.frame(.zh))
            #expect(scanned.faults.isEmpty)
            #expect(scanned.all("script").isEmpty)
            #expect(!scanned.elements.contains { ($0.attributes["href"] ?? "").contains("javascript:") })
            #expect(Self.shape(scanned).isSuperset(of: Self.shape(other.scanned(in: Sample.frame(.zh)))))
            #expect(Self.shape(scanned).isDisjoint(with: ["b", "img onerror", "p onclick"]))
        }
    }

    /// The elements and the attributes that each of them carries somewhere.
    private static func shape(_ page: ScannedPage) -> Set<String> {
        Set(
            page.elements.map(\.name)
                + page.elements.flatMap { element in element.attributes.keys.map { "\(element.name) \($0)" } })
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: false
        case 0x00...0x1F, 0x7F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
