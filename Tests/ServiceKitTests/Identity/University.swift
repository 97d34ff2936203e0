import Model
import ServiceKit
import Testing

/// The sample office with people in it: some in one unit, some in two, some nowhere.
///
///     university    zhou and gu are administrators of everything
///       office
///       school      qian edits here, and views in the office
///         lab       zhao edits here
///     sun holds no role
enum University {
    static func open(_ body: @escaping @Sendable (Office) async throws -> Void) async throws {
        try await Office.open { office in
            let identity = office.host.identity
            for name in ["zhou", "gu"] { try await identity.ensurePerson(name, role: .admin, unit: "university") }
            try await identity.ensurePerson("zhao", role: .editor, unit: "lab")
            try await identity.ensurePerson("qian", role: .editor, unit: "school")
            try await identity.ensurePerson("qian", role: .viewer, unit: "office")
            #expect(try await office.post(people, ["name": "sun", "display": ["zh": "孙悟空"]]).status == 201)
            try await body(office)
        }
    }
}

let units = "/identity/v1/units"
let people = "/identity/v1/people"
let tokens = "/identity/v1/tokens"
let audit = "/identity/v1/audit"
let links = "/identity/v1/sign-in-links"
