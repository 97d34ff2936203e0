package import Model
package import WebPages

/// Units by their names: to be shown for their codes, and to be chosen.
package struct UnitNames: Sendable {
    private let units: [(code: String, name: String)]
    private let language: DisplayLanguage

    package init(_ units: [Record], _ language: DisplayLanguage) {
        self.language = language
        self.units = units.map { unit in
            let code = unit[OrganisationalUnit.code] ?? ""
            return (code, unit[OrganisationalUnit.name]?.preferred(language) ?? code)
        }
    }

    /// The names by their codes.
    package var titles: Titles {
        Titles(Dictionary(self.units.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first }))
    }

    /// Those of them that may be chosen, in the order of the tree.
    package func choices(_ mayBeChosen: (_ code: String) -> Bool) -> [FormChoice] {
        self.units.filter { mayBeChosen($0.code) }.map { unit in
            FormChoice(
                unit.code, self.language == .zh ? "\(unit.name)（\(unit.code)）" : "\(unit.name) (\(unit.code))")
        }
    }
}
