import HTTPTypes
import Model
import ServiceKit
import TestSupport
import Testing
import WebPages

@testable import Events

@Suite("The page of logins of the database", .timeLimit(.minutes(2)))
struct DatabaseRolePagesTests {
    private static let path = DatabaseRolesPage.path

    @Test("Administrators see the logins of their units, what they may do, who made them, and how one is made")
    func list() async throws {
        try await WebhookDesk.open { desk in
            let admin = try await WebhookBrowser.open(desk, .admin, "university")
            let empty = try await admin.get(Self.path).text
            #expect(empty.contains("还没有数据库登录"))
            #expect(empty.contains("yizhan database-roles create"))
            #expect(empty.contains("href=\"\(Self.path)\""))
            try await Login.with(
                desk.station, unit: "school", types: ["partners.*"], publishes: true, hasSchema: true
            ) { writer in
                try await Login.with(desk.station, unit: "university") { reader in
                    let page = try await admin.get(Self.path).text
                    for text in [
                        writer.name, writer.role, reader.role, "学院", "partners.*", "/integrators/school/\(writer.name)",
                        "自己的模式", "有效", "tests",
                    ] { #expect(page.contains(text), "\(text)") }
                    #expect(!page.contains(writer.password))
                    let english = try await admin.get(Self.path, language: "en").text
                    for text in ["Database logins", "Publishes", "Schema of its own", "Active", "revoke NAME"] {
                        #expect(english.contains(text), "\(text)")
                    }
                    let school = try await WebhookBrowser.open(desk, .admin, "school")
                    let theirs = try await school.get(Self.path).text
                    #expect(theirs.contains(writer.role) && !theirs.contains(reader.role))
                    let lab = try await WebhookBrowser.open(desk, .admin, "lab")
                    #expect(!(try await lab.get(Self.path).text.contains(writer.role)))
                    let integrator = try await WebhookBrowser.open(desk, .integrator, "university")
                    #expect(try await integrator.get(Self.path).status == 403)
                    #expect(!(try await integrator.get("/events").text.contains(Self.path)))
                    _ = try await desk.station.databaseRoles.revoke(writer.name, by: .system("tests"))
                    #expect(try await admin.get(Self.path).text.contains("已吊销"))
                }
            }
        }
    }
}
