public import Model

// What is wrong with the parameters of an address, whatever they mean.
extension Label {
    /// There is no such parameter.
    public static func noParameter(_ name: String, known: [String]) -> Label {
        guard !known.isEmpty else {
            return Label(zh: "没有参数“\(name)”；这里不用参数", en: "There is no parameter \(name); none is taken here")
        }
        let names = known.joined(separator: ", ")
        return Label(zh: "没有参数“\(name)”；可用：\(names)", en: "There is no parameter \(name); there are: \(names)")
    }

    /// A parameter that has one value was given more than once, and it is not known which one is meant.
    public static func repeatedParameter(_ name: String) -> Label {
        Label(zh: "参数“\(name)”只能给出一次", en: "The parameter \(name) may be given only once")
    }
}
