import Testing

@testable import ServiceKit

@Suite("How far requests have arrived")
struct RequestProgressTests {
    private static let limits: RequestLimits = {
        var limits = RequestLimits()
        limits.patience = .seconds(20)
        limits.bytesPerSecond = 1000
        limits.tolerated = 100
        return limits
    }()

    private let start = ContinuousClock.now

    @Test("An answer to a whole request, or to one of which little is missing, is not the last")
    func reuse() {
        var progress = RequestProgress(Self.limits)
        progress.begin(length: nil, now: self.start)
        progress.complete()
        let whole = progress.beginAnswer()
        progress.endAnswer()
        progress.begin(length: 5000, now: self.start)
        progress.receive(4900)
        let nearly = progress.beginAnswer()
        #expect(!whole)
        #expect(!nearly)
    }

    @Test("An answer before the end of a long body, or of one of unknown length, is the last")
    func last() {
        for length in [5000, nil] {
            var progress = RequestProgress(Self.limits)
            progress.begin(length: length, now: self.start)
            progress.receive(4899)
            let isLast = progress.beginAnswer()
            #expect(isLast)
            #expect(progress.isLast)
        }
    }

    @Test("A request that is sent before an earlier one is answered does not make that answer the last")
    func pipelined() {
        var progress = RequestProgress(Self.limits)
        progress.begin(length: nil, now: self.start)
        progress.complete()
        progress.begin(length: nil, now: self.start)
        let first = progress.beginAnswer()
        progress.endAnswer()
        let second = progress.beginAnswer()
        #expect(!first)
        #expect(second)
    }

    @Test("A body has its time, and more when more of it has come")
    func allowance() {
        var progress = RequestProgress(Self.limits)
        progress.begin(length: nil, now: self.start)
        #expect(progress.advice(now: self.start) == .wait(until: self.start + .seconds(20)))
        progress.receive(5000)
        #expect(progress.advice(now: self.start + .seconds(24)) == .wait(until: self.start + .seconds(25)))
        #expect(progress.advice(now: self.start + .seconds(25)) == .refuse)
        progress.complete()
        #expect(progress.advice(now: self.start + .seconds(99)) == .nothing)
    }

    @Test("While it is not read because earlier ones are answered, its time does not pass")
    func notItsFault() {
        var progress = RequestProgress(Self.limits)
        progress.begin(length: nil, now: self.start)
        progress.complete()
        progress.begin(length: nil, now: self.start)
        let late = self.start + .seconds(60)
        #expect(progress.advice(now: late) == .wait(until: late + .seconds(20)))
    }

    @Test("When nobody waits for the rest any more, there is nobody to tell")
    func answeredAlready() {
        var progress = RequestProgress(Self.limits)
        progress.begin(length: 50, now: self.start)
        _ = progress.beginAnswer()
        progress.endAnswer()
        #expect(progress.advice(now: self.start + .seconds(20)) == .hangUp)
    }
}
