import FoundationEssentials

/// The header Retry-After (RFC 9110, section 10.2.3): seconds, or a date.
enum RetryAfter {
    static func read(_ text: String?, now: Date) -> Duration? {
        guard let text = text?.trimmingPrefix(while: { $0 == " " }) else { return nil }
        if let seconds = Int(text), seconds >= 0 { return .seconds(min(seconds, 366 * 86_400)) }
        // Sun, 06 Nov 1994 08:49:37 GMT
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == ":" })
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard parts.count == 8, parts[7] == "GMT", let month = months.firstIndex(of: String(parts[2])),
            let day = Int(parts[1]), let year = Int(parts[3]), let hour = Int(parts[4]), let minute = Int(parts[5]),
            let second = Int(parts[6])
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let components = DateComponents(
            year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second)
        guard let date = calendar.date(from: components) else { return nil }
        return .seconds(max(0, Int(date.timeIntervalSince(now).rounded(.up))))
    }
}
