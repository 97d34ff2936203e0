import Model
import Testing

@Suite("Bilingual text, names and qualifiers")
struct TextValueTests {
    @Test("Bilingual text needs one language and falls back to it")
    func localizedText() {
        #expect(LocalizedText(zh: "", en: nil) == nil)
        #expect(LocalizedText(zh: "成都", en: "")?.en == nil)
        #expect(LocalizedText(zh: "成都")?.preferred(.en) == "成都")
        #expect(LocalizedText(zh: "成都", en: "Chengdu")?.preferred(.en) == "Chengdu")
        #expect(LocalizedText(zh: "成都", en: "Chengdu")?.isComplete == true)
    }

    @Test(
        "A name is put together in the order of its language",
        arguments: [
            ("zh", nil as String?, "小明", "王", "王小明"), ("zh", "Latn", "Xiaoming", "Wang", "Wang Xiaoming"),
            ("en", nil, "Ada", "Lovelace", "Ada Lovelace"), ("hu", nil, "Béla", "Bartók", "Bartók Béla"),
        ])
    func names(lang: String, script: String?, given: String, family: String, full: String) {
        #expect(PersonName(lang: lang, script: script, given: given, family: family)?.full == full)
    }

    @Test("A name keeps what the person writes, and is never empty")
    func fullNames() {
        #expect(PersonName(lang: "en", given: "Ada", full: "A. Lovelace")?.full == "A. Lovelace")
        #expect(PersonName(lang: "en") == nil)
        #expect(PersonName(lang: "en", family: "Plato")?.full == "Plato")
    }

    @Test("Numbers are qualified as each language does it")
    func qualifiers() {
        #expect(Qualifier.over.phrase("800", measure: "人次", .zh) == "800余人次")
        #expect(Qualifier.over.phrase("800", .en) == "over 800")
        #expect(Qualifier.nearly.phrase("30", measure: "所", .zh) == "近30所")
        #expect(Qualifier.atLeast.phrase("5", .zh) == "不少于5")
        #expect(Qualifier.range.phrase("5", upper: "8", measure: "人", .zh) == "5至8人")
        #expect(Qualifier.range.phrase("5", upper: "8", .en) == "5 to 8")
        #expect(Qualifier.exact.phrase("12", .en) == "12")
    }
}
