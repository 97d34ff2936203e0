extension SharedPages {
    /// Which pages there are, who reads one at the moment, who waits for it, and where everybody stands.
    struct State {
        private enum Entry {
            case reading(ObjectIdentifier, waiting: [Bell])
            case read(Page)
        }

        private struct Place: Hashable {
            var series: Series
            var after: Int
        }

        /// About how many bytes are kept for slots that are slower than others, over all.
        ///
        /// Whoever is behind that reads for itself. A slot that begins not much later than another catches up with it, since
        /// it has less to do, and from there on they go together.
        private static let capacity = 16 << 20

        private var readers: [ObjectIdentifier: Place] = [:]
        private var entries: [Place: Entry] = [:]
        /// What is kept, the oldest first.
        private var kept: [(place: Place, bytes: Int)] = []
        private var bytes = 0

        /// Notes where a slot goes on, and forgets what nobody needs any more.
        mutating func move(_ reader: ObjectIdentifier, to series: Series?, after position: Int) {
            guard self.readers[reader] != nil || series != nil else { return }
            self.readers[reader] = series.map { Place(series: $0, after: position) }
            guard !self.kept.isEmpty else { return }
            let readers = self.readers.values
            self.drop { place in !readers.contains { $0.series == place.series && $0.after <= place.after } }
        }

        /// What a slot goes on with: a page that is there, one that is being read, for which its bell will ring, or what it
        /// reads for the others.
        mutating func take(
            _ series: Series, after position: Int, by reader: ObjectIdentifier, _ bell: Bell,
        ) -> (page: Page?, isBeingRead: Bool) {
            let place = Place(series: series, after: position)
            switch self.entries[place] {
            case nil:
                self.entries[place] = .reading(reader, waiting: [])
                return (nil, false)
            case .reading(let other, var waiting):
                if !waiting.contains(where: { $0 === bell }) { waiting.append(bell) }
                self.entries[place] = .reading(other, waiting: waiting)
                return (nil, true)
            case .read(let page):
                return (page, false)
            }
        }

        /// Notes what a slot has read, if it was the one to read there.
        ///
        /// - Returns: who waits for it.
        mutating func put(
            _ page: Page?, after position: Int, in series: Series, by reader: ObjectIdentifier,
        ) -> [Bell] {
            let place = Place(series: series, after: position)
            guard case .reading(reader, let waiting) = self.entries[place] else { return [] }
            self.entries[place] = nil
            // It begins elsewhere when what the slot remembered no longer held.
            guard let page, page.after == position,
                self.readers.contains(where: { $0 != reader && $1.series == series && $1.after <= position })
            else { return waiting }
            self.entries[place] = .read(page)
            self.kept.append((place, page.bytes))
            self.bytes += page.bytes
            while self.bytes > State.capacity, let oldest = self.kept.first?.place { self.drop { $0 == oldest } }
            return waiting
        }

        private mutating func drop(_ isUnwanted: (Place) -> Bool) {
            let unwanted = self.kept.filter { isUnwanted($0.place) }
            guard !unwanted.isEmpty else { return }
            for (place, bytes) in unwanted {
                self.entries[place] = nil
                self.bytes -= bytes
            }
            self.kept.removeAll { self.entries[$0.place] == nil }
        }
    }
}

extension SharedPages.Page {
    /// About what it takes in memory: data, and half a kibibyte for everything else about an event.
    fileprivate var bytes: Int { self.events.reduce(0) { $0 + 512 + ($1.data?.count ?? 0) } }
}
