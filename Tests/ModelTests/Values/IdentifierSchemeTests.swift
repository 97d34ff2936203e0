import Model
import Testing

@Suite("Institution identifiers")
struct IdentifierSchemeTests {
    @Test(
        "Identifiers are brought to one spelling",
        arguments: [
            (IdentifierScheme.ror, "03yrm5c26", "https://ror.org/03yrm5c26"),
            (.ror, "https://ror.org/03yrm5c26", "https://ror.org/03yrm5c26"),
            (.ror, "ror.org/05DXPS055", "https://ror.org/05dxps055"),
            (.ror, " https://ror.org/00f54p054 ", "https://ror.org/00f54p054"),
            (.schac, "UW.edu.pl", "uw.edu.pl"),
            (.pic, "999903840", "999903840"),
            (.erasmus, "PL WARSZAW01", "PL WARSZAW01"),
            (.erasmus, "D BERLIN01", "D  BERLIN01"),
            (.erasmus, "d  berlin 01", "D  BERLIN01"),
            (.erasmus, "LUXLUX-VIL01", "LUXLUX-VIL01"),
            (.erasmus, "IRL DUBLIN01", "IRLDUBLIN01"),
            (.erasmusCharter, "29945-la-1-2014-1-pl-e4aka1-eche", "29945-LA-1-2014-1-PL-E4AKA1-ECHE"),
            (.whed, "IAU-000123", "IAU-000123"),
            (.whed, "iau-021742", "IAU-021742"),
            (.isni, "0000 0001 2103 2683", "0000000121032683"),
            (.isni, "https://isni.org/isni/0000000121032683", "0000000121032683"),
            (.wikidata, "https://www.wikidata.org/wiki/Q42", "Q42"),
            (.grid, "grid.5170.3", "grid.5170.3"),
            (.crossrefFunder, "501100001809", "10.13039/501100001809"),
            (.crossrefFunder, "https://doi.org/10.13039/501100001809", "10.13039/501100001809"),
            (.moe, "4151010621", "4151010621"),
        ])
    func normalised(scheme: IdentifierScheme, value: String, expected: String) {
        #expect(scheme.normalise(value) == expected)
        #expect(scheme.normalise(expected) == expected)
        #expect(scheme.validate(value) == nil)
    }

    @Test(
        "What is no identifier is refused with the rule",
        arguments: [
            (IdentifierScheme.ror, "03yrm5c27"), (.ror, "13yrm5c26"), (.ror, "03yrm5c2"), (.ror, "03yrl5c26"),
            (.ror, ""),
            (.schac, "localhost"), (.schac, "a..b"), (.schac, "-a.pl"), (.schac, "https://uw.edu.pl"),
            (.schac, "1.2.3.4"),
            (.pic, "99990384"), (.erasmus, "PLWARSZAW01"), (.erasmus, "PL WARSZAW1"), (.erasmus, "PL WARSZAWAAA01"),
            (.erasmus, "PL 01"), (.erasmusCharter, "ECHE"), (.erasmusCharter, "29945--LA"), (.whed, "IAU-12345"),
            (.isni, "0000000121032684"), (.isni, "000000012103268X"), (.wikidata, "42"), (.wikidata, "Q042"),
            (.wikidata, "Q"),
            (.grid, "grid.5170"), (.crossrefFunder, "10.1000/1"), (.moe, "10621"), (.moe, "４151010621"),
        ])
    func refused(scheme: IdentifierScheme, value: String) {
        #expect(scheme.normalise(value) == nil)
        #expect(scheme.validate(value) == scheme.rule)
    }
}
