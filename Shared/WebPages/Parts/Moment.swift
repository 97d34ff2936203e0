import Model

/// A point in time for people, to the minute, in the office's time.
struct Moment {
    /// The time in RFC 3339, as records hold it.
    let text: String
    let utcOffsetSeconds: Int

    /// `2026-11-21 10:45`; the text as it is when it is no time.
    var local: String {
        guard let instant = Instant(self.text) else { return self.text }
        let local = instant.text(utcOffsetSeconds: self.utcOffsetSeconds)
        return local.prefix(16).replacing("T", with: " ")
    }

    var html: HTML {
        Tag.time(.attribute("datetime", self.text)) { self.local }
    }
}

extension StringProtocol {
    fileprivate func replacing(_ old: Character, with new: Character) -> String {
        String(self.map { $0 == old ? new : $0 })
    }
}
