/// Lets only so many tests at a time have a database and its connections.
actor Gate {
    static let shared = Gate(6)

    private var free: Int
    private var queue: [CheckedContinuation<Void, Never>] = []

    init(_ places: Int) {
        self.free = places
    }

    func enter() async {
        if self.free > 0 {
            self.free -= 1
            return
        }
        await withCheckedContinuation { self.queue.append($0) }
    }

    func leave() {
        if self.queue.isEmpty {
            self.free += 1
        } else {
            self.queue.removeFirst().resume()
        }
    }
}
