import Model
import Testing
import WebPages

@Suite("The look")
struct LookTests {
    private let css = String(decoding: Asset.stylesheet.bytes, as: UTF8.self)

    @Test("Assets are found at their paths, which change with their content")
    func assets() {
        for asset in Asset.all {
            #expect(asset.path.contains(asset.fingerprint))
            #expect(asset.fingerprint.count == 16)
            #expect(Asset.at(asset.path)?.bytes == asset.bytes)
            #expect(!asset.bytes.isEmpty)
        }
        #expect(Asset.at("/assets/yizhan-0.css") == nil)
        #expect(Asset.stylesheet.path.hasSuffix(".css"))
    }

    @Test("The stylesheet loads nothing from anywhere and its braces match")
    func stylesheet() {
        #expect(!self.css.contains("url("))
        #expect(!self.css.contains("@import"))
        #expect(self.css.count { $0 == "{" } == self.css.count { $0 == "}" })
        for part in ["prefers-color-scheme: dark", "@media print", "max-width: 40rem", ":focus-visible"] {
            #expect(self.css.contains(part))
        }
    }

    @Test("In the history the names of fields keep their width, whatever stands beside them")
    func history() {
        let rules = self.css.split(separator: "\n").filter { $0.contains(".history .data") }
        #expect(rules.contains { $0.contains("table-layout: fixed") })
        #expect(rules.contains { $0.contains("th:first-child { width: 9rem") })
        // Per cents for the others would leave the first column nothing but its narrowest word.
        #expect(!rules.contains { $0.contains("%") })
    }

    @Test("Text and its ground differ enough to be read, light and dark", arguments: [0, 1])
    func contrast(_ scheme: Int) throws {
        let blocks = self.css.split(separator: ":root {", omittingEmptySubsequences: false).dropFirst().map {
            String($0.prefix { $0 != "}" })
        }
        let colours = Self.colours(blocks[scheme])
        let pairs = [
            ("ink", "ground"), ("ink", "surface"), ("ink", "raised"), ("ink-2", "ground"), ("ink-2", "surface"),
            ("ink-2", "raised"), ("link", "surface"), ("link", "ground"), ("accent-ink", "accent"),
            ("accent-strong", "accent-soft"), ("seal", "surface"), ("neutral-ink", "neutral"), ("ink", "neutral"),
            ("active-ink", "active"), ("good-ink", "good"), ("warning-ink", "warning"), ("ended-ink", "ended"),
            ("ended-ink", "surface"), ("good-ink", "surface"), ("ended-ink", "raised"),
        ]
        for (text, ground) in pairs {
            let ratio = Self.ratio(try #require(colours[text]), try #require(colours[ground]))
            #expect(ratio >= 4.5, "\(text) on \(ground): \(ratio)")
        }
        for edge in ["line-strong", "focus"] {
            #expect(Self.ratio(try #require(colours[edge]), try #require(colours["surface"])) >= 3)
        }
    }

    @Test("Every class that a page uses has a look or is known to need none")
    func classes() {
        var used: Set<String> = []
        for language in DisplayLanguage.allCases {
            for page in Gallery.pages() {
                for element in page.scanned(in: Sample.frame(language)).elements {
                    used.formUnion((element.attributes["class"] ?? "").split(separator: " ").map { String($0) })
                }
            }
        }
        let plain: Set<String> = [
            "date", "detail-main", "sign-out", "far", "record-form", "list", "success", "flush",
            "centred", "clear", "neutral",
        ]
        #expect(used.subtracting(plain).filter { !self.css.contains(".\($0)") }.sorted() == [])
    }

    private static func colours(_ block: String) -> [String: [Double]] {
        var result: [String: [Double]] = [:]
        for declaration in block.split(separator: ";") {
            let parts = declaration.split(separator: ":", maxSplits: 1).map { $0.filter { !$0.isWhitespace } }
            guard parts.count == 2, parts[0].hasPrefix("--"), parts[1].hasPrefix("#") else { continue }
            let number = UInt32(parts[1].dropFirst(), radix: 16) ?? 0
            result[String(parts[0].dropFirst(2))] = [16, 8, 0].map { Double(number >> UInt32($0) & 0xFF) / 255 }
        }
        return result
    }

    /// WCAG 2.2, "contrast ratio", with gamma 2.2 in place of the exact curve; the difference is below 0.1.
    private static func ratio(_ first: [Double], _ second: [Double]) -> Double {
        func luminance(_ colour: [Double]) -> Double {
            let linear = colour.map { $0 <= 0.04045 ? $0 / 12.92 : Self.power(($0 + 0.055) / 1.055) }
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        }
        let values = [luminance(first), luminance(second)].sorted()
        return (values[1] + 0.05) / (values[0] + 0.05)
    }

    /// `base` to the power of 2.4, by 12/5: the fifth root by Newton's method.
    private static func power(_ base: Double) -> Double {
        let target = base * base
        var root = 1.0
        for _ in 0..<60 { root -= (root * root * root * root * root - target) / (5 * root * root * root * root) }
        return target * root
    }
}
