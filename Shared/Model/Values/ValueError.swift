/// Why a calculation with values was refused.
public struct ValueError: Error, Sendable, Hashable {
    /// The reason, as an open set.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The stable name that is sent to clients.
        public let rawValue: String

        /// Makes a code from its stable name.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The result does not fit 64 bits.
        public static let overflow = Code(rawValue: "overflow")
        /// Amounts in different currencies cannot be added or compared.
        public static let currencyMismatch = Code(rawValue: "currency_mismatch")
        /// The text is not a plain decimal number.
        public static let notADecimal = Code(rawValue: "not_a_decimal")
        /// The text has more decimal places than the currency.
        public static let tooManyPlaces = Code(rawValue: "too_many_places")
    }

    /// The reason.
    public let code: Code

    /// Makes an error.
    public init(_ code: Code) {
        self.code = code
    }
}

extension ValueError: CustomStringConvertible {
    /// The code.
    public var description: String { "ValueError(\(self.code.rawValue))" }

    /// A sentence for people.
    public var message: Label {
        switch self.code {
        case .overflow: Label(zh: "数值过大", en: "The number is too large")
        case .currencyMismatch: Label(zh: "币种不一致", en: "The currencies differ")
        case .notADecimal: Label(zh: "应为十进制数字", en: "Must be a plain decimal number")
        case .tooManyPlaces: Label(zh: "小数位数超过该币种的规定", en: "More decimal places than the currency has")
        default: Label(zh: "数值无效", en: "The value is not valid")
        }
    }
}
