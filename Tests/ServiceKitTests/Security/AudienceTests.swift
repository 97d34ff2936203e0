import Database
import HTTPTypes
import Model
import Testing

@testable import ServiceKit

/// Records that the whole house may read, though one unit keeps them.
@Suite("What is open to the whole house")
struct AudienceTests {
    private static func make(
        _ office: Office, _ name: String, _ reach: JSON, unit: JSON = "office"
    ) async throws -> String {
        let made = try await office.post(places, Place.input(name, ["reach": reach, "unit": unit]))
        #expect(made.status == 201)
        return made.id
    }

    @Test("is read, listed, counted and exported by all who may read anything, and changed by none of them")
    func readers() async throws {
        try await Office.open { office in
            let open = try await Self.make(office, "礼堂", "public")
            let closed = try await Self.make(office, "密室", "closed")
            let unmarked = try await Self.make(office, "库房", nil)
            let own = try await Self.make(office, "实验楼", "closed", unit: "lab")
            let school = try await office.token(.admin, "school")
            for (id, status) in [(open, 200), (own, 200), (closed, 404), (unmarked, 404)] {
                #expect(try await office.get("\(places)/\(id)", as: school).status == status)
                #expect(try await office.get("\(places)/\(id)/history", as: school).status == status)
            }
            let list = try await office.get("\(places)?total=true&sort=code", as: school)
            #expect(list.items.compactMap { $0["id"]?.stringValue } == [open, own])
            #expect(list["total"] == 2)
            #expect(try await office.get("\(places)?unit=office", as: school).items.count == 1)
            #expect(try await office.get("\(places)/count", as: school)["count"] == 2)
            let lines = try await office.get("\(places)/export.json", as: school).text
            #expect(lines.contains("礼堂") && !lines.contains("密室") && !lines.contains("库房"))
            // To change it takes a role in its unit, and it is no secret that it is there.
            try await office.patch("\(places)/\(open)", ["capacity": 9], "*", as: school)
                .requireProblem(403, "forbidden")
            try await office.delete("\(places)/\(open)", "*", as: school).requireProblem(403, "forbidden")
            try await office.post("\(places)/\(open)/transitions/archive", [:], as: school)
                .requireProblem(403, "forbidden")
            try await office.patch("\(places)/\(closed)", ["capacity": 9], "*", as: school)
                .requireProblem(404, "not-found")
        }
    }

    @Test("can be taken back, and then is gone with its history")
    func takenBack() async throws {
        try await Office.open { office in
            let id = try await Self.make(office, "礼堂", "public")
            let school = try await office.token(.viewer, "school")
            #expect(try await office.get("\(places)/\(id)", as: school).status == 200)
            #expect(try await office.patch("\(places)/\(id)", ["reach": "closed"], "*").status == 200)
            for path in ["\(places)/\(id)", "\(places)/\(id)/history"] {
                try await office.get(path, as: school).requireProblem(404, "not-found")
            }
            #expect(try await office.get(places, as: school).items.isEmpty)
        }
    }

    @Test("is offered by forms, shown by pages and found by the unit that keeps it")
    func pages() async throws {
        try await Office.open { office in
            let open = try await Self.make(office, "礼堂", "public")
            _ = try await Self.make(office, "密室", "closed")
            try await office.host.identity.ensurePerson("zhao", role: .editor, unit: "school")
            let browser = try await Browser.signIn(office, as: "zhao")
            let form = try await browser.get("/samples/things/new").text
            #expect(form.contains("礼堂") && !form.contains("密室"))
            let made = try await browser.submit(
                "/samples/things", [("title.zh", "讲座"), ("kind", "talk"), ("unit", "school"), ("place", "礼堂")],
                token: try await browser.formToken())
            #expect(made.status == 303)
            #expect(try await browser.get("/samples/things").text.contains("讲座"))
            let page = try await browser.get("/samples/places/\(open)")
            #expect(page.status == 200)
            #expect(!page.text.contains("/samples/places/\(open)/edit"))
            #expect(try await browser.get("/samples/places/\(open)/history").status == 200)
            let list = try await browser.get("/samples/places?unit=office").text
            #expect(list.contains("礼堂") && !list.contains("密室"))
            #expect(list.contains("<option value=\"office\""))
            #expect(try await browser.get("/").text.contains("礼堂") == false, "events stay with the unit")
        }
    }

    @Test("is nothing to those who may read nothing")
    func nobody() {
        var place = Record()
        place[Place.reach] = "public"
        #expect(!Access([]).mayRead(place, of: Place.resource))
        #expect(Access([Grant(role: .integrator, units: .these(["lab"]))]).mayRead(place, of: Place.resource))
        let store = ResourceStore(Collection(Place.resource, rule: PlaceRule()))
        #expect(store.visible(to: [])?.text == "FALSE")
        #expect(store.visible(to: nil) == nil)
    }
}
