/// A header value with parameters (RFC 9110, sections 5.6.6 and 8.3.1): `text/csv; charset=gb18030`.
package struct ContentType {
    /// The value before the parameters, in lower case.
    package let type: String
    /// The parameters by their names in lower case; of two with one name the first.
    package let parameters: [String: String]

    /// Reads a header's value.
    package init(_ text: String) {
        var rest = text[...]
        self.type = Self.token(&rest).lowercased()
        var parameters: [String: String] = [:]
        while rest.popFirst() != nil {
            let name = Self.token(&rest, until: "=;").lowercased()
            guard rest.first == "=" else { continue }
            rest.removeFirst()
            rest = rest.drop { $0 == " " || $0 == "\t" }
            let value = rest.first == "\"" ? Self.quoted(&rest) : Self.token(&rest)
            if !name.isEmpty, parameters[name] == nil { parameters[name] = value }
        }
        self.parameters = parameters
    }

    private static func token(_ rest: inout Substring, until ends: String = ";") -> String {
        let token = rest.prefix { !ends.contains($0) }
        rest = rest[token.endIndex...]
        return String(token).trimmedOfBlanks
    }

    /// The text between quotes; the position is then at the next semicolon, or at the end.
    ///
    /// Browsers write a quote in a file's name as %22, other programs with a backslash before it; a backslash before
    /// anything else is part of a Windows path.
    private static func quoted(_ rest: inout Substring) -> String {
        rest.removeFirst()
        var text = ""
        while let character = rest.popFirst(), character != "\"" {
            if character == "\\", let next = rest.first, next == "\"" || next == "\\" {
                text.append(rest.removeFirst())
            } else {
                text.append(character)
            }
        }
        rest = rest.drop { $0 != ";" }
        return text
    }
}

extension String {
    fileprivate var trimmedOfBlanks: String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        return String(self.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}
