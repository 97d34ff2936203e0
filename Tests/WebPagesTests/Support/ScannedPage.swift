import WebPages

/// A page read back as a browser would, so that tests speak of elements and not of strings.
struct ScannedPage {
    struct Element {
        let name: String
        let attributes: [String: String]
        /// The text inside, without markup.
        var text = ""
        /// The names of the elements around it.
        let ancestors: [String]
    }

    private(set) var elements: [Element] = []
    /// What is wrong with the markup; empty for a page of ours.
    private(set) var faults: [String] = []

    private static let void: Set<String> = ["br", "hr", "img", "input", "link", "meta", "wbr"]

    init(_ bytes: [UInt8]) {
        var rest = Substring(String(decoding: bytes, as: UTF8.self))
        var open: [Int] = []
        while let start = rest.firstIndex(of: "<") {
            let text = Self.decoded(rest[..<start])
            for index in open { self.elements[index].text += text }
            guard let end = rest[start...].firstIndex(of: ">") else {
                self.faults.append("a tag is not closed")
                return
            }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("!") { continue }
            if tag.hasPrefix("/") {
                guard let last = open.popLast(), self.elements[last].name == tag.dropFirst() else {
                    self.faults.append("</\(tag.dropFirst())> closes something else")
                    return
                }
                continue
            }
            let isClosed = tag.hasSuffix("/")
            let name = tag.prefix { $0 != " " && $0 != "/" }
            self.elements.append(
                Element(
                    name: String(name), attributes: self.attributes(tag.dropFirst(name.count)),
                    ancestors: open.map { self.elements[$0].name }))
            if !isClosed, !Self.void.contains(String(name)) { open.append(self.elements.count - 1) }
        }
        if !open.isEmpty { self.faults.append("elements are left open") }
    }

    private mutating func attributes(_ text: Substring) -> [String: String] {
        var result: [String: String] = [:]
        var rest = text
        while let first = rest.firstIndex(where: { $0 != " " && $0 != "/" && $0 != "\n" }) {
            rest = rest[first...]
            let name = rest.prefix { $0 != "=" && $0 != " " && $0 != "/" }
            rest = rest.dropFirst(name.count)
            var value = ""
            if rest.hasPrefix("=\"") {
                let raw = rest.dropFirst(2).prefix { $0 != "\"" }
                value = Self.decoded(raw)
                rest = rest.dropFirst(raw.count + 3)
            }
            if result.updateValue(value, forKey: String(name)) != nil { self.faults.append("\(name) stands twice") }
        }
        return result
    }

    private static func decoded(_ text: Substring) -> String {
        var result = ""
        var rest = text
        let entities = ["&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'"]
        while let first = rest.firstIndex(of: "&") {
            result += rest[..<first]
            rest = rest[first...]
            let entity = entities.first { rest.hasPrefix($0.key) }
            result += entity?.value ?? "&"
            rest = rest.dropFirst(entity?.key.count ?? 1)
        }
        return result + rest
    }

    func all(_ name: String) -> [Element] { self.elements.filter { $0.name == name } }

    func named(_ name: String) -> [Element] { self.elements.filter { $0.attributes["name"] == name } }

    func with(id: String) -> Element? { self.elements.first { $0.attributes["id"] == id } }

    var text: String { self.elements.first { $0.name == "body" }?.text ?? "" }

    /// What a browser would send for the form with this action.
    func sent(by form: String) -> [(String, String)] {
        var pairs: [(String, String)] = []
        var select: String?
        var inForm = false
        for element in self.elements {
            if element.name == "form" { inForm = element.attributes["action"] == form }
            guard inForm, element.ancestors.contains("form") else { continue }
            if element.name == "select" { select = element.attributes["name"] }
            if element.name == "option", element.attributes["selected"] != nil, let name = select {
                pairs.append((name, element.attributes["value"] ?? ""))
            }
            guard let name = element.attributes["name"] else { continue }
            let isOff = element.attributes["type"] == "checkbox" && element.attributes["checked"] == nil
            if element.name == "input", !isOff {
                pairs.append((name, element.attributes["value"] ?? ""))
            } else if element.name == "textarea" {
                // A line break right after the start tag is not content.
                pairs.append((name, String(element.text.dropFirst())))
            }
        }
        return pairs
    }
}

extension Page {
    func scanned(in frame: PageFrame) -> ScannedPage { ScannedPage(self.render(in: frame)) }
}
