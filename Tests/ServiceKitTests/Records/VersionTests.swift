import Database
import HTTPTypes
import Model
import Testing

@Suite("Versions")
struct VersionTests {
    @Test("Nobody overwrites a change that they have not seen")
    func stale() async throws {
        try await Office.open { office in
            let created = try await office.post(things, Thing.input())
            let path = "\(things)/\(created.id)"
            let mine = try await office.patch(path, ["note": "我的"], created.etag)
            #expect(mine.status == 200)
            let theirs = try await office.patch(path, ["note": "他们的"], created.etag)
            theirs.requireProblem(412, "stale")
            #expect(theirs.etag == "\"2\"")
            try await office.delete(path, created.etag).requireProblem(412, "stale")
            #expect(try await office.get(path)["note"] == "我的")
        }
    }

    @Test("A change without a version is refused, with any version it is taken")
    func versionMissing() async throws {
        try await Office.open { office in
            let created = try await office.post(things, Thing.input())
            let path = "\(things)/\(created.id)"
            try await office.send(.delete, path).requireProblem(428, "version-missing")
            let patch: JSON = ["note": "改"]
            try await office.send(.patch, path, raw: patch.bytes, type: "application/merge-patch+json")
                .requireProblem(428, "version-missing")
            #expect(try await office.patch(path, patch, "*").etag == "\"2\"")
        }
    }

    @Test("A reader that knows the version is spared the body")
    func notModified() async throws {
        try await Office.open { office in
            let created = try await office.post(places, Place.input("报告厅"))
            let path = "\(places)/\(created.id)"
            let known = try await office.get(path, [.ifNoneMatch: created.etag])
            #expect(known.status == 304)
            #expect(known.etag == created.etag)
            #expect(known.bytes.isEmpty)
            #expect(try await office.get(path, [.ifNoneMatch: "\"2\""]).status == 200)
        }
    }

    @Test("What is computed when it is read may change without a version, so such a record is always sent")
    func computed() async throws {
        try await Office.open { office in
            let created = try await office.post(things, Thing.input("讲座"))
            let path = "\(things)/\(created.id)"
            // As when a day has passed, or another record has changed.
            try await office.owner.execute("UPDATE samples.things SET title_zh = '长长的讲座'")
            let read = try await office.get(path, [.ifNoneMatch: created.etag])
            #expect(read.status == 200)
            #expect(read["titleLength"] == 5)
            #expect(try await office.patch(path, ["note": "改"], read.etag).status == 200)
        }
    }

    @Test("Of many changes from the same version one is taken")
    func race() async throws {
        try await Office.open { office in
            let created = try await office.post(things, Thing.input())
            let path = "\(things)/\(created.id)"
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<12 {
                    group.addTask { try await office.patch(path, ["note": "第 \(number) 人"], created.etag).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 200 }.count == 1)
            #expect(statuses.filter { $0 == 412 }.count == 11)
            #expect(try await office.get(path).etag == "\"2\"")
        }
    }
}
