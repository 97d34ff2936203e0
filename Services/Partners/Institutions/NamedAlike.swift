/// Which of those that bear the same name in the same country a record is, when no host is shared.
///
/// Only two different hosts make two institutions of one name. Where one side says nothing of hosts, the name decides: most
/// lists have no web sites, and importing one again would otherwise make everything twice.
enum NamedAlike {
    /// The one that is meant; nil when there is none, or when the name alone cannot tell several apart.
    ///
    /// - Parameters:
    ///   - named: those of the same name in the same country.
    ///   - isWithoutHost: whether no host is known of one of them.
    ///   - candidate: the record.
    static func same<Key: Hashable & Comparable>(
        of named: Set<Key>, isWithoutHost: (Key) -> Bool, _ candidate: LookAlikes.Candidate,
    ) -> Key? {
        // The first of several, so that it is the same one every time.
        if let plain = named.filter(isWithoutHost).min() { return plain }
        return candidate.hosts.isEmpty && named.count == 1 ? named.first : nil
    }
}
