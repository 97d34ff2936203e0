extension DisplayLanguage {
    /// The language of the terminal, by `LC_ALL` and `LANG`; English when they name neither.
    public init(terminalOf environment: [String: String]) {
        let all = environment["LC_ALL"].flatMap { $0.isEmpty ? nil : $0 }
        let locale = all ?? environment["LANG"] ?? ""
        self = locale.lowercased().hasPrefix("zh") ? .zh : .en
    }
}
