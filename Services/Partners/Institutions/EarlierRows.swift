import Model

/// The rows of an import that are new institutions, as far as it has been read.
struct EarlierRows {
    private var byIdentifier: [InstitutionIdentifiers.Key: Int] = [:]
    private var byCode: [String: Int] = [:]
    private var byName: [String: [Int]] = [:]
    private var byHost: [String: [Int]] = [:]
    private var hostless: Set<Int> = []
    private var titles: [Int: String] = [:]

    mutating func add(_ row: Int, _ candidate: LookAlikes.Candidate, _ record: Record) {
        for key in candidate.identifiers { self.byIdentifier[key] = self.byIdentifier[key] ?? row }
        if let code = candidate.code { self.byCode[code] = self.byCode[code] ?? row }
        for name in candidate.names { self.byName["\(candidate.country ?? "") \(name)", default: []].append(row) }
        for host in candidate.hosts { self.byHost[host, default: []].append(row) }
        if candidate.hosts.isEmpty { self.hostless.insert(row) }
        let title = record[Institution.title]
        self.titles[row] = title?.zh ?? title?.en ?? ""
    }

    func name(of row: Int) -> Label {
        let title = self.titles[row] ?? ""
        return Label(zh: title, en: title)
    }

    /// The earlier row that is the same institution, by the rules that hold for those already kept.
    func same(as candidate: LookAlikes.Candidate) -> Int? {
        if let row = candidate.code.flatMap({ self.byCode[$0] }) { return row }
        if let row = candidate.identifiers.compactMap({ self.byIdentifier[$0] }).min() { return row }
        let named = self.named(candidate)
        return named.intersection(self.hosted(candidate)).min()
            ?? NamedAlike.same(of: named, isWithoutHost: self.hostless.contains, candidate)
    }

    func doubts(_ candidate: LookAlikes.Candidate) -> [Issue] {
        self.named(candidate).sorted().prefix(3).map { Issue("/title", .lookAlike, .sameName(self.name(of: $0))) }
            + self.hosted(candidate).sorted().prefix(3).map {
                Issue("/website", .lookAlike, .sameHost(self.name(of: $0)))
            }
    }

    private func named(_ candidate: LookAlikes.Candidate) -> Set<Int> {
        candidate.names.reduce(into: Set()) { $0.formUnion(self.byName["\(candidate.country ?? "") \($1)"] ?? []) }
    }

    private func hosted(_ candidate: LookAlikes.Candidate) -> Set<Int> {
        candidate.hosts.reduce(into: Set()) { $0.formUnion(self.byHost[$1] ?? []) }
    }
}
