import Model
import Testing

@Suite("Code lists")
struct CodeListTests {
    private static let all = [
        CodeLists.countries, CodeLists.continents, CodeLists.countryGroups, CodeLists.currencies,
        CodeLists.iscedBroadFields, CodeLists.iscedNarrowFields, CodeLists.iscedFields, CodeLists.eqfLevels,
        CodeLists.languageLevels, CodeLists.sexes, CodeLists.languages, CodeLists.identifierSchemes,
    ]

    @Test("Every code has both names and is found by itself")
    func complete() {
        for list in Self.all {
            for entry in list.entries {
                #expect(!entry.code.isEmpty && !entry.zh.isEmpty && !entry.en.isEmpty, "\(list.name) \(entry.code)")
                #expect(list[entry.code] == entry)
            }
        }
        #expect(Set(Self.all.map(\.name)).count == Self.all.count)
        #expect(CodeLists.countries["cn"] == nil)
        #expect(CodeLists.countries.text("ZZ", .zh) == "ZZ")
    }

    @Test("There are 249 countries and regions and XK; Hong Kong, Macao and Taiwan are the regions")
    func countries() {
        #expect(CodeLists.countries.entries.count == 250)
        #expect(Country.all.filter { $0.kind == .region }.map(\.code).sorted() == ["HK", "MO", "TW"])
        #expect(Country("RS")?.label.zh == "塞尔维亚")
        #expect(Country("RS")?.continent == .europe)
        #expect(Country("XK") != nil)
        #expect(Country("UK") == nil)
        #expect(Set(Country.all.map(\.code)).count == 250)
    }

    @Test("Countries and languages stand where the reader's alphabet has them, levels where they belong")
    func order() {
        func codes(_ list: CodeList, _ language: DisplayLanguage, _ some: Set<String>) -> [String] {
            list.entries(in: language).map(\.code).filter(some.contains)
        }
        let countries: Set = ["AL", "AX", "BE", "CI", "CN", "CR", "CU", "DE", "HR", "IS", "JP", "KP", "PE", "US", "ZW"]
        #expect(
            codes(CodeLists.countries, .zh, countries) == [
                "AL", "AX", "BE", "PE", "IS", "KP", "DE", "CR", "CU", "ZW", "CI", "HR", "US", "JP", "CN",
            ])
        #expect(
            codes(CodeLists.countries, .en, countries) == [
                "AX", "AL", "BE", "CN", "CR", "CI", "HR", "CU", "DE", "IS", "JP", "KP", "PE", "US", "ZW",
            ])
        #expect(CodeLists.languages.entries(in: .en).first?.en == "Afrikaans")
        #expect(codes(CodeLists.languages, .zh, ["zh", "en", "de", "ja"]) == ["de", "ja", "en", "zh"])
        #expect(codes(CodeLists.languages, .en, ["zh", "en", "de", "ja"]) == ["zh", "en", "de", "ja"])
        for list in [CodeLists.eqfLevels, CodeLists.languageLevels, CodeLists.currencies] {
            #expect(list.entries(in: .en) == list.entries && list.entries(in: .zh) == list.entries)
        }
        for list in Self.all {
            #expect(Set(list.entries(in: .en)) == Set(list.entries), "\(list.name)")
        }
    }

    @Test(
        "Currencies have the decimal places of ISO 4217",
        arguments: [
            ("CNY", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3), ("CLF", 4), ("HUF", 2), ("ISK", 0), ("XOF", 0), ("TND", 3),
        ])
    func currencies(code: String, exponent: Int) {
        #expect(Currency(code)?.exponent == exponent)
    }

    @Test("A currency that was replaced may be used for old dates only")
    func withdrawn() throws {
        let lev = try #require(CodeLists.currencies["BGN"])
        #expect(lev.isValid(on: try #require(CalendarDate("2025-12-31"))))
        #expect(!lev.isValid(on: try #require(CalendarDate("2026-01-01"))))
        #expect(Currency("XAU") == nil)
        #expect(Currency.cny.label.zh == "人民币")
        for preset in [Currency.cny, .eur, .usd, .gbp, .jpy] {
            #expect(Currency(preset.code) == preset)
        }
    }

    @Test("Every detailed field lies in a narrow and a broad one")
    func isced() throws {
        #expect(CodeLists.iscedBroadFields.entries.count == 11)
        for entry in CodeLists.iscedFields.entries where entry.code != "9999" {
            let field = try #require(IscedField(entry.code))
            #expect(CodeLists.iscedBroadFields.contains(field.broad), "\(entry.code)")
            #expect(CodeLists.iscedNarrowFields.contains(field.narrow), "\(entry.code)")
            #expect(entry.code.utf8.count == 4)
        }
        #expect(IscedField("0613")?.label.en == "Software and applications development and analysis")
        #expect(IscedField("0710")?.isUndefined == true)
        #expect(
            IscedField("0788")?.label.en
                == "Inter-disciplinary programmes and qualifications involving engineering, manufacturing and construction"
        )
        #expect(IscedField("0600") == nil)
        #expect(IscedField("071") == nil)
    }
}
