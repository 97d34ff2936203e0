import Model
import Testing

@Suite("Record ids")
struct RecordIDTests {
    @Test("Ids made one after the other sort in that order and are of version 7")
    func monotonic() {
        var last = RecordID(high: 0, low: 0)
        for _ in 0..<200_000 {
            let id = RecordID.generate()
            if id <= last || id.version != 7 || id.low >> 62 != 0b10 {
                Issue.record("\(id) after \(last)")
                return
            }
            last = id
        }
    }

    @Test("Ids made by several tasks at once are all different")
    func concurrent() async {
        let ids = await withTaskGroup(of: [RecordID].self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<5000).map { _ in RecordID.generate() } }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(ids).count == 40_000)
    }

    @Test("An id says when it was made")
    func timestamp() throws {
        let before = Instant.now
        let made = try #require(RecordID.generate().timestamp)
        // The sequence may run ahead of the clock by a few milliseconds when other tests make many ids.
        #expect(made >= before.adding(.milliseconds(-1)))
        #expect(made <= Instant.now.adding(.seconds(60)))
        let example = try #require(RecordID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"))  // RFC 9562, appendix A.6
        #expect(example.timestamp?.description == "2022-02-22T19:22:22Z")
        #expect(RecordID("919108f7-52d1-4320-9bac-f847db4148a8")?.timestamp == nil)
    }

    @Test("Text is read in either case and written in lower case")
    func text() throws {
        let id = try #require(RecordID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"))
        #expect(id.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
        #expect(id.high == 0x017F_22E2_79B0_7CC3)
        #expect(id.low == 0x98C4_DC0C_0C07_398F)
        #expect(id.bytes.prefix(3) == [0x01, 0x7F, 0x22])
        #expect(id.bytes.suffix(2) == [0x39, 0x8F])
        var random = SeededGenerator(seed: 4)
        for _ in 0..<2000 {
            let any = RecordID(high: random.next(), low: random.next())
            #expect(RecordID(any.description) == any)
            #expect(RecordID(any.description.uppercased()) == any)
        }
    }

    @Test(
        "What is no UUID is refused",
        arguments: [
            "", "017f22e279b07cc398c4dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
            "017f22e2-79b0-7cc3-98c4-dc0c0c07398ff",
            "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}", "017f22e2-79b0-7cc3-98c4_dc0c0c07398f",
            "g17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
            "017f22e2-79b0-7cc3-98c4-dc0c0c0739８",
        ])
    func refused(text: String) {
        #expect(RecordID(text) == nil)
    }

    @Test("Order by id is order by text")
    func order() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<500 {
            let first = RecordID(high: random.next(), low: random.next())
            let second = RecordID(high: Bool.random(using: &random) ? first.high : random.next(), low: random.next())
            #expect((first < second) == (first.description < second.description))
        }
    }
}
