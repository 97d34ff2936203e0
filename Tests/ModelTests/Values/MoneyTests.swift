import Model
import Testing

@Suite("Money and decimals")
struct MoneyTests {
    @Test(
        "Decimals are read exactly into minor units",
        arguments: [
            ("0", "CNY", 0 as Int64), ("1234.5", "CNY", 123_450), ("-0.01", "CNY", -1), ("100", "JPY", 100),
            ("100.0", "JPY", 100),
            ("1.234", "KWD", 1234), ("0.1", "EUR", 10), ("92233720368547758.07", "CNY", .max),
            ("-92233720368547758.08", "CNY", .min), ("007", "USD", 700), ("1.2300", "USD", 123),
        ])
    func parses(text: String, code: String, minor: Int64) throws {
        let currency = try #require(Currency(code))
        #expect(try Money(parsing: text, currency: currency).minor == minor)
    }

    @Test(
        "What would lose something is refused with its reason",
        arguments: [
            ("1.234", "CNY", ValueError.Code.tooManyPlaces), ("1.5", "JPY", .tooManyPlaces),
            ("92233720368547758.08", "CNY", .overflow), ("-92233720368547758.09", "CNY", .overflow),
            ("999999999999999999999", "JPY", .overflow), ("", "CNY", .notADecimal), ("-", "CNY", .notADecimal),
            ("+1", "CNY", .notADecimal), ("--1", "CNY", .notADecimal), ("1,000", "CNY", .notADecimal),
            ("1e3", "CNY", .notADecimal),
            (".5", "CNY", .notADecimal), ("5.", "CNY", .notADecimal), ("1.2.3", "CNY", .notADecimal),
            (" 1", "CNY", .notADecimal),
            ("１", "CNY", .notADecimal), ("1600万", "CNY", .notADecimal),
        ])
    func refuses(text: String, code: String, expected: ValueError.Code) throws {
        let currency = try #require(Currency(code))
        let error = #expect(throws: ValueError.self) { try Money(parsing: text, currency: currency) }
        #expect(error?.code == expected)
    }

    @Test("An amount is read back from its decimal")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 7)
        let currencies = try ["CNY", "JPY", "KWD", "CLF"].map { try #require(Currency($0)) }
        for _ in 0..<2000 {
            let money = Money(
                minor: Int64(truncatingIfNeeded: random.next()) >> Int64.random(in: 0..<60, using: &random),
                currency: try #require(currencies.randomElement(using: &random)),
            )
            #expect(try Money(parsing: money.decimal, currency: money.currency) == money)
        }
        #expect(Money(minor: -5, currency: .cny).decimal == "-0.05")
        #expect(Money(minor: .min, currency: .cny).decimal == "-92233720368547758.08")
    }

    @Test("Sixteen million yuan are 1600万元, not 1,600 million")
    func scales() {
        let money = Money(minor: 1_600_000_000, currency: .cny)
        #expect(money.text(.zh, in: .wan) == "1600万元")
        #expect(money.text(.zh, in: .yi) == "0.16亿元")
        #expect(money.text(.zh) == "16,000,000元")
        #expect(money.text(.en, in: .million) == "CNY 16 million")
        #expect(money.text(.en, in: .million, places: 0) == "CNY 16 million")
        #expect(Money(minor: 23_456_789_012, currency: .cny).text(.zh, in: .yi) == "2.35亿元")
        #expect(Money(minor: 23_456_789_012, currency: .cny).text(.zh, in: .yi, rounding: .down) == "2.34亿元")
        #expect(Money(minor: 1_234_567, currency: .jpy).text(.zh, in: .wan, places: 1) == "123.5万日元")
        #expect(Money(minor: 150, currency: .usd).text(.en) == "USD 1.50")
        #expect(Money(minor: 3_000_050, currency: .cny).text(.zh) == "30,000.50元")
        #expect(Money(minor: 3_000_000, currency: .cny).text(.zh) == "30,000元")
    }

    @Test("Sums are checked for currency and size")
    func sums() throws {
        let one = Money(minor: 1, currency: .cny)
        let most = Money(minor: .max, currency: .cny)
        #expect(try most.subtracting(one).adding(one) == most)
        #expect(throws: ValueError(.overflow)) { try most.adding(one) }
        #expect(throws: ValueError(.overflow)) { try most.multiplied(by: 2) }
        #expect(throws: ValueError(.currencyMismatch)) { try one.adding(Money(minor: 1, currency: .eur)) }
        let rate = try #require(FixedDecimal("7.1234", scale: 4))
        #expect(try Money(minor: 10_000, currency: .usd).converted(to: .cny, rate: rate).minor == 71_234)
        #expect(
            try Money(minor: 100, currency: .jpy).converted(to: .cny, rate: FixedDecimal(scaled: 5, scale: 2)).minor
                == 500)
    }

    @Test("147 of 191 is 77.0 or 76.9 per cent, as the metric says")
    func percentages() {
        #expect(FixedDecimal.percentage(147, of: 191, scale: 1, rounding: .halfUp)?.description == "77.0")
        #expect(FixedDecimal.percentage(147, of: 191, scale: 1, rounding: .down)?.description == "76.9")
        #expect(FixedDecimal.percentage(1, of: 8, scale: 0, rounding: .halfEven)?.description == "12")
        #expect(FixedDecimal.percentage(3, of: 8, scale: 0, rounding: .halfEven)?.description == "38")
        #expect(FixedDecimal.percentage(-1, of: 8, scale: 0, rounding: .halfUp)?.description == "-13")
        #expect(FixedDecimal.percentage(1, of: 0, scale: 0, rounding: .halfUp) == nil)
        #expect(FixedDecimal.ratio(2, 3, scale: 6, rounding: .up)?.description == "0.666667")
        #expect(FixedDecimal.ratio(.max, 1, scale: 6, rounding: .up) == nil)
    }

    @Test("Decimals keep their places, and are equal by value")
    func decimals() throws {
        let long = try #require(FixedDecimal("1.50"))
        let short = try #require(FixedDecimal("1.5"))
        #expect(long == short)
        #expect(long.hashValue == short.hashValue)
        #expect(long.description == "1.50")
        #expect(FixedDecimal("1.5", scale: 2)?.scaled == 150)
        #expect(FixedDecimal("1.505", scale: 2) == nil)
        #expect(FixedDecimal("1.500", scale: 2)?.scaled == 150)
        #expect(FixedDecimal("1.1234567") == nil)
        #expect(long.rescaled(to: 0, rounding: .halfEven)?.scaled == 2)
        #expect(long.adding(FixedDecimal(scaled: 25, scale: 3))?.description == "1.525")
        #expect(FixedDecimal(scaled: 123_456_789, scale: 2).grouped == "1,234,567.89")
        var random = SeededGenerator(seed: 8)
        for _ in 0..<2000 {
            let value = FixedDecimal(
                scaled: Int64(truncatingIfNeeded: random.next()) >> Int64.random(in: 0..<60, using: &random),
                scale: Int.random(in: 0...6, using: &random),
            )
            let again = try #require(FixedDecimal(value.description))
            #expect(again.scaled == value.scaled && again.scale == value.scale)
        }
    }

    @Test("Rounding agrees with its definition on both sides of zero")
    func rounding() {
        for (numerator, expected) in [
            (5, [3, 2, 2, 3]), (-5, [-3, -2, -2, -3]), (7, [4, 4, 3, 4]), (4, [2, 2, 2, 2]),
        ] {
            let results = [Rounding.halfUp, .halfEven, .down, .up].map { $0.quotient(Int128(numerator), 2) }
            #expect(results == expected.map { Int128($0) })
        }
    }
}
