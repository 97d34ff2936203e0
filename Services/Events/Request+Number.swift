import Hummingbird
import Model

extension Request {
    /// A parameter that is a whole number within a range; nil when it is not given.
    func number(_ name: String, in range: ClosedRange<Int>) throws(ValidationError) -> Int? {
        guard let text = self.uri.queryParameters[Substring(name)] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw ValidationError(
                "/\(name)", .range,
                Label(
                    zh: "应为 \(range.lowerBound) 到 \(range.upperBound) 的整数",
                    en: "Must be a whole number from \(range.lowerBound) to \(range.upperBound)"))
        }
        return number
    }
}
