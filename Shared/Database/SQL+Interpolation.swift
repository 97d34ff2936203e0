import LibPQ

extension SQL {
    /// What the compiler calls for each piece of an interpolated literal.
    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        var sql = SQL("")

        /// Makes room.
        public init(literalCapacity: Int, interpolationCount: Int) {
            self.sql.text.reserveCapacity(literalCapacity + interpolationCount * 3)
            self.sql.parameters.reserveCapacity(values: interpolationCount, bytes: interpolationCount * 16)
        }

        /// SQL as it stands in the source.
        public mutating func appendLiteral(_ literal: String) {
            self.sql.text.append(literal)
        }

        /// A value: becomes a parameter.
        public mutating func appendInterpolation(_ value: some SQLBindable) {
            value.bind(into: &self.sql.parameters)
            self.sql.appendPlaceholder()
        }

        /// A value that may be missing: becomes a parameter, or NULL.
        public mutating func appendInterpolation(_ value: (some SQLBindable)?) {
            value.bind(into: &self.sql.parameters)
            self.sql.appendPlaceholder()
        }

        /// A value of an enumeration or another type that stands for one: becomes a parameter.
        public mutating func appendInterpolation<Value: RawRepresentable>(_ value: Value)
        where Value.RawValue: SQLBindable {
            self.appendInterpolation(value.rawValue)
        }

        /// Another piece of SQL with its values.
        public mutating func appendInterpolation(_ fragment: SQL) {
            self.sql.append(fragment)
        }

        /// A name, quoted; parts of a qualified name are interpolated one by one.
        public mutating func appendInterpolation(identifier name: String) {
            self.sql.text.append(SQL.quoted(name))
        }

        /// Text that becomes SQL as it is.
        ///
        /// Never let anything from outside in here.
        public mutating func appendInterpolation(raw text: String) {
            self.sql.text.append(text)
        }
    }

    /// A name in double quotes, its own quotes doubled.
    ///
    /// A NUL inside is refused when the statement is sent.
    public static func quoted(_ name: String) -> String {
        var quoted = "\""
        for scalar in name.unicodeScalars {
            if scalar == "\"" { quoted.append("\"") }
            quoted.unicodeScalars.append(scalar)
        }
        quoted.append("\"")
        return quoted
    }
}
