import HTTPTypes
import Hummingbird
import Model

extension IdentityRoutes {
    private static let people = "/identity/v1/people"

    var peopleEndpoints: [Endpoint] {
        let path = Self.people
        let person = OpenAPIWords.reference("Person")
        return [
            Endpoint(
                .get, path, "listPeople", "People and their roles",
                parameters: KeysetPage.parameters([
                    (name: "q", description: "A part of the account or of the name."),
                    (name: "unit", description: "Who holds a role in this unit or below it."),
                ]),
                answer: Self.page(of: "Person")
            ) { request, context in
                _ = try context.requireAdministrator()
                let page = try KeysetPage(request.queryPairs, filters: ["q", "unit"])
                let people = try await self.identity.people(
                    words: page["q"], unit: page["unit"], after: page.after, limit: page.lookahead)
                let (items, next) = page.cut(people) { $0[Person.name] }
                return .records(items, next: next)
            },
            Endpoint(
                .post, path, "createPerson", "Make a person's account", parameters: [OpenAPIWords.key],
                body: "NewPerson", status: "201", answer: person, hasETag: true
            ) { request, context in
                let actor = try context.requireAdministrator()
                let body = try await request.jsonBody(acceptsNull: true)
                let input = try Person.fields.validateNew(body.json)
                return try await self.change(request, body.bytes, as: actor) { change in
                    let person = try await change.createPerson(input)
                    return .created(person, at: "\(path)/\(person[Person.name] ?? "")")
                }
            },
            Endpoint(.get, "\(path)/{name}", "readPerson", "Read a person", answer: person, hasETag: true) {
                request, context in
                _ = try context.requireAdministrator()
                guard let person = try await self.identity.person(context.part("name")) else { throw Refusal.notFound }
                return .read(person, request)
            },
            Endpoint(
                .patch, "\(path)/{name}", "updatePerson", "Change what a person is called by JSON Merge Patch",
                parameters: [OpenAPIWords.ifMatch], body: "PersonPatch", bodyType: "application/merge-patch+json",
                answer: person, hasETag: true
            ) { request, context in
                let actor = try context.requireAdministrator()
                let body = try await request.jsonBody(
                    types: ["application/merge-patch+json", "application/json"], acceptsNull: true)
                let version = try request.requireVersion()
                return .record(
                    try await self.identity.change(as: actor) { change in
                        try await change.changePerson(context.part("name"), body.json, expecting: version)
                    })
            },
            Endpoint(
                .post, "\(path)/{name}/transitions/{transition}", "movePerson", "Disable or enable a person",
                parameters: [OpenAPIWords.key, OpenAPIWords.ifMatchOptional], answer: person, hasETag: true
            ) { request, context in
                let actor = try context.requireAdministrator()
                let body = try await request.jsonBody(allowEmpty: true, acceptsNull: true)
                _ = try FieldSet([]).validateNew(body.json)
                let version = try request.optionalVersion()
                return try await self.change(request, body.bytes, as: actor) { change in
                    .record(
                        try await change.setState(
                            of: context.part("name"), by: context.part("transition"), expecting: version))
                }
            },
            Endpoint(
                .delete, "\(path)/{name}/sessions", "endSessions", "End all sessions of a person", status: "204"
            ) { _, context in
                let actor = try context.requireAdministrator()
                try await self.identity.change(as: actor) { change in
                    _ = try await change.endSessions(of: context.part("name"))
                }
                return Response(status: .noContent)
            },
        ]
    }

    var roleEndpoints: [Endpoint] {
        let path = "\(Self.people)/{name}/grants"
        return [
            Endpoint(
                .post, path, "grantRole", "Give a person a role in a unit", parameters: [OpenAPIWords.key],
                body: "RoleGrant", answer: OpenAPIWords.reference("Person"), hasETag: true
            ) { request, context in
                let actor = try context.requireAdministrator()
                let body = try await request.jsonBody(acceptsNull: true)
                let input = try RoleGrant.fields.validateNew(body.json)
                let role = Role(rawValue: input[RoleGrant.role] ?? "") ?? .viewer
                return try await self.change(request, body.bytes, as: actor) { change in
                    .record(
                        try await change.grant(role, in: input[RoleGrant.unit] ?? "", to: context.part("name")))
                }
            },
            Endpoint(
                .delete, "\(path)/{role}/{unit}", "withdrawRole", "Take a role in a unit from a person",
                status: "204"
            ) { _, context in
                let actor = try context.requireAdministrator()
                guard let role = Role(rawValue: context.part("role")) else { throw Refusal.notFound }
                try await self.identity.change(as: actor) { change in
                    _ = try await change.withdraw(role, in: context.part("unit"), from: context.part("name"))
                }
                return Response(status: .noContent)
            },
        ]
    }
}
