/// A list as one of several readers may ask for it: the same text for the same units is the same list.
struct ListRead: Hashable, Sendable {
    let text: String
    let units: [String]?
    let query: ListQuery

    static func == (left: ListRead, right: ListRead) -> Bool {
        left.text == right.text && left.units == right.units
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(self.text)
        hasher.combine(self.units)
    }
}
