import Model
import Testing

@Suite("Formats of text")
struct TextFormatTests {
    @Test(
        "A web address is absolute and leads over HTTP",
        arguments: [
            "https://www.xjtu.edu.cn", "http://例子.测试/路?a=1#b", "https://a.b:8443/x", "https://[2001:db8::1]/",
            "https://a/",
        ])
    func goodAddresses(text: String) {
        #expect(Declared.faults("url", .string(text)) == [])
    }

    @Test(
        "Anything else is none",
        arguments: [
            "www.xjtu.edu.cn", "//evil.example", "javascript:alert(1)", "https:/a", "https://", "https:///x",
            "https://?x", "ftp://a",
            "https://user@evil.example", "https://good.example@evil.example/", "https://a b", "https://a/\"onclick=",
            "https://a/<x>",
            "https://a\\b", "data:text/html,x", "HTTPS//a", "https://a/\u{3000}b", "https://a/`", "https://a/{}",
            " javascript:x",
        ])
    func badAddresses(text: String) {
        #expect(Declared.faults("url", .string(text)) == ["/url format"])
    }

    @Test("An e-mail address", arguments: ["wang@xjtu.edu.cn", "a.b+c@d.e", "王@例子.测试", "o'neil@uni.ie"])
    func goodEmails(text: String) {
        #expect(Declared.faults("email", .string(text)) == [])
    }

    @Test(
        "No e-mail address",
        arguments: [
            "wang", "@a.b", "a@", "a@b", "a@@b.c", "a@b@c.d", "a b@c.d", "a@b..c", "a@.b.c", "a@b.c.", "a,b@c.d",
            "<a@b.c>", "a;b@c.d",
            "12345678901234567890123456789012345678901234567890123456789012345@b.c",
        ])
    func badEmails(text: String) {
        #expect(Declared.faults("email", .string(text)) == ["/email format"])
    }

    // The first two are ORCID's own examples (support.orcid.org, structure of the ORCID identifier).
    @Test(
        "An ORCID iD with its check digit",
        arguments: ["0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X"])
    func goodORCIDs(text: String) {
        #expect(Declared.faults("orcid", .string(text)) == [])
    }

    @Test("One wrong digit, or two that changed places, are noticed")
    func checkDigits() {
        let digits = Array("0000-0002-1825-0097")
        for index in digits.indices where digits[index] != "-" {
            for other in "0123456789X" where other != digits[index] {
                var changed = digits
                changed[index] = other
                #expect(Declared.faults("orcid", .string(String(changed))) == ["/orcid format"], "\(String(changed))")
            }
            if index + 1 < digits.count, digits[index + 1] != "-", digits[index + 1] != digits[index] {
                var swapped = digits
                swapped.swapAt(index, index + 1)
                #expect(Declared.faults("orcid", .string(String(swapped))) == ["/orcid format"])
            }
        }
        for text in [
            "0000000218250097", "https://orcid.org/0000-0002-1825-0097", "0000-0002-1694-233x", "0000-0002-1825-009７",
        ] {
            #expect(!Declared.faults("orcid", .string(text)).isEmpty)
        }
    }

    @Test("A digest is sixty-four small hexadecimal digits")
    func digests() {
        let digest = String(repeating: "0a", count: 32)
        #expect(Declared.faults("sha", .string(digest)) == [])
        for text in [digest.uppercased(), String(digest.dropLast()), "g" + digest.dropFirst()] {
            #expect(Declared.faults("sha", .string(text)) == ["/sha format"])
        }
    }
}
