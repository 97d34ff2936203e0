import Model

/// A university with which the example office has to do.
struct University: Sendable {
    let country: String
    let title: LocalizedText
    let domain: String
    /// Its number among those of its country, from 1.
    let number: Int

    /// The code under which the example office keeps it: `DEMO-JP-01`.
    var code: String { "DEMO-\(self.country)-\(self.number.padded(2))" }
}

/// The universities of the example office: 276 in 41 countries and regions.
///
/// English names and domains come from the list of universities that Hipo publishes at
/// <https://github.com/Hipo/university-domains-list>; the Chinese names are ours. That the office cooperates with them is
/// made up. The list's licence:
///
/// The MIT License (MIT)
///
/// Copyright (c) 2014-2025 Hipo
///
/// Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
/// documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
/// rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
/// persons to whom the Software is furnished to do so, subject to the following conditions:
///
/// The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
/// Software.
///
/// THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
/// WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
/// COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
/// OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
enum Universities {
    /// All partners, by country.
    static let partners: [University] = [
        Self.japan, Self.eastAsia, Self.eurasia, Self.southAsia, Self.centralEurope, Self.westernEurope,
        Self.southAndNorthEurope, Self.americas, Self.oceania,
    ].flatMap(Self.read)

    /// Those of one country.
    static func of(_ country: String) -> [University] { Self.partners.filter { $0.country == country } }

    /// Institutions with which the office only talks so far.
    static let prospects: [University] = Self.read(
        """
        MX|Universidad Nacional Autónoma de México|墨西哥国立自治大学|unam.mx
        EG|Cairo University|开罗大学|cu.edu.eg
        KE|University of Nairobi|内罗毕大学|uonbi.ac.ke
        AR|Universidad de Buenos Aires|布宜诺斯艾利斯大学|uba.ar
        ZA|University of Cape Town|开普敦大学|uct.ac.za
        """)

    /// Institutions whose agreement ran out.
    static let dormant: [University] = Self.read(
        """
        HR|University of Zagreb|萨格勒布大学|unizg.hr
        BG|Technical University of Sofia|索非亚技术大学|tu-sofia.bg
        """)

    private static func read(_ text: String) -> [University] {
        var numbers: [String: Int] = [:]
        return text.split(separator: "\n").map { line in
            let cells = line.split(separator: "|").map(String.init)
            guard cells.count == 4, let title = LocalizedText(zh: cells[2], en: cells[1]) else {
                preconditionFailure("a university is country, English name, Chinese name and domain")
            }
            numbers[cells[0], default: 0] += 1
            return University(country: cells[0], title: title, domain: cells[3], number: numbers[cells[0]] ?? 0)
        }
    }
}
