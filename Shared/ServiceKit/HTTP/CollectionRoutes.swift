import Database
import EventBus
import HTTPTypes
import Hummingbird
import Model
import NIOCore

/// The JSON interface of one record type: `/{service}/v1/{collection}`.
struct CollectionRoutes: Sendable {
    let runtime: ServiceRuntime
    let collection: Collection
    let store: ResourceStore
    private let reads: SharedTrips<RecordID, StoredJSON>
    private let lists: SharedTrips<ListRead, Result<RecordPage, any Error>>

    init(_ collection: Collection, runtime: ServiceRuntime) {
        self.runtime = runtime
        self.collection = collection
        let store = runtime.stores[collection.resource]
        self.store = store
        self.reads = SharedTrips { [pool = runtime.pool] ids in
            try await pool.withConnection { connection in try await store.json(ids: ids, on: connection) }
        }
        self.lists = SharedTrips(limit: 4) { [pool = runtime.pool] lists in
            try await pool.withConnection { connection in
                var pages: [ListRead: Result<RecordPage, any Error>] = [:]
                for list in lists {
                    // Each reader gets an answer of its own: what is wrong with one list is nothing to the others.
                    do {
                        pages[list] = .success(try await store.list(list.query, units: list.units, on: connection))
                    } catch {
                        pages[list] = .failure(error)
                    }
                }
                return pages
            }
        }
    }

    var resource: Resource { self.collection.resource }
    private var path: String { "/\(self.resource.service)/v1/\(self.resource.collection)" }

    func add(to router: RouterGroup<ServiceRequestContext>) {
        let path = RouterPath(self.path)
        router.get(path, use: self.list)
        router.get(path.appendingPath("count"), use: self.count)
        router.get(path.appendingPath("export.csv"), use: self.exportCSV)
        router.get(path.appendingPath("export.json"), use: self.exportJSON)
        router.get(path.appendingPath("{id}"), use: self.read)
        router.get(path.appendingPath("{id}/history"), use: self.history)
        // What only the program makes and changes cannot be made and changed from outside.
        guard !self.collection.isKeptByProgram else { return }
        router.post(path, use: self.create)
        router.post(path.appendingPath("import"), use: self.importRows)
        router.patch(path.appendingPath("{id}"), use: self.update)
        router.delete(path.appendingPath("{id}"), use: self.delete)
        router.post(path.appendingPath("{id}/transitions/{transition}"), use: self.transition)
    }

    // MARK: Reading

    @Sendable private func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireActor()
        let query = try ListQuery(request.queryPairs, of: self.collection)
        let read = ListRead(text: request.uri.query ?? "", units: actor.access.readableUnits, query: query)
        guard let page = try await self.lists.value(of: read)?.get() else { throw Problem.internalError }
        var writer = JSONWriter(capacity: page.items.count + 128)
        writer.beginObject()
        writer.key("items")
        writer.raw(page.items)
        writer.member("next", page.next)
        writer.member("total", page.total)
        writer.endObject()
        var response = Response.json(writer.bytes)
        if let next = page.next {
            // RFC 8288: the next page has the same parameters and another cursor.
            let pairs = request.queryPairs.filter { $0.name != "after" } + [(name: "after", value: next)]
            response.headers[HTTPField.Name.link] = "<\(request.uri.path)?\(pairs.queryString)>; rel=\"next\""
        }
        return response
    }

    @Sendable private func count(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireActor()
        let pairs = request.queryPairs
        let query = try ListQuery(pairs, of: self.collection)
        let groups = try self.countable(pairs, "by")
        let distinct = try self.countable(pairs, "distinct")
        let bytes = try await self.runtime.pool.withConnection { connection in
            try await self.store.count(
                query, by: groups, distinct: distinct, units: actor.access.readableUnits, on: connection)
        }
        return .json(bytes)
    }

    private func countable(
        _ pairs: [(name: String, value: String)], _ parameter: String,
    ) throws(ValidationError) -> [FieldSpec] {
        // What a person can read as a table; PostgreSQL's functions take at most a hundred arguments.
        let most = 10
        var fields: [FieldSpec] = []
        for pair in pairs where pair.name == parameter {
            for name in pair.value.split(separator: ",").map(String.init) {
                guard let field = self.resource.anyField(name), field.isOrderable else {
                    throw ValidationError("/\(parameter)", .unknownField, .countable(name, self.resource))
                }
                // Naming a field twice asks for nothing more.
                if !fields.contains(where: { $0.name == field.name }) { fields.append(field) }
            }
        }
        guard fields.count <= most else {
            throw ValidationError("/\(parameter)", .maxLength, .range("1", "\(most)"))
        }
        return fields
    }

    @Sendable private func read(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireActor()
        let id = try context.requireID()
        guard let stored = try await self.reads.value(of: id),
            actor.access.mayRead(unit: stored.unit, isOpen: stored.isOpen)
        else { throw Refusal.notFound }
        // The ETag is the version, by which changes are held together. What is computed when it is read changes without one,
        // so of such records nobody is told that they have not changed.
        if !self.store.hasDerivedFields, request.knows(stored.etag) {
            return Response(status: .notModified, headers: [.eTag: stored.etag])
        }
        return .record(stored, in: context.language)
    }

    @Sendable private func history(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireActor()
        let id = try context.requireID()
        let entries = try await self.runtime.pool.withConnection { connection in
            try await self.store.history(id: id, units: actor.access.readableUnits, on: connection)
        }
        guard let entries else { throw Refusal.notFound }
        return .json(Array("{\"items\":".utf8) + entries + Array("}".utf8))
    }

    // MARK: Changing

    @Sendable private func create(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireActor()
        let dryRun = try request.dryRun()
        let body = try await request.jsonBody(acceptsNull: true)
        let keeper = self.runtime.keeper
        if dryRun {
            let stored = try await keeper.rehearseCreation(self.resource, body.json, as: actor)
            return .json(stored.answer(in: context.language))
        }
        if let key = request.headers[.idempotencyKey] {
            return try await self.once(key, request, body.bytes, actor) { connection in
                let stored = try await keeper.create(
                    self.resource, body.json, as: actor, doubts: .told, on: connection)
                return .created(stored, at: self.path, in: context.language)
            }
        }
        let stored = try await keeper.create(self.resource, body.json, as: actor, doubts: .told)
        return .created(stored, at: self.path, in: context.language)
    }

    @Sendable private func update(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireActor()
        let dryRun = try request.dryRun()
        let id = try context.requireID()
        let body = try await request.jsonBody(
            types: ["application/merge-patch+json", "application/json"], acceptsNull: true)
        // An answer may be changed and sent back as a whole; its warnings are no field of the record.
        let patch = body.json.without(StoredJSON.warningsMember)
        let version = try request.requireVersion()
        return try await self.perform(dryRun, in: context) { connection in
            try await self.runtime.keeper.update(
                self.resource, id: id, patch: patch, expecting: version, as: actor, doubts: .told, on: connection)
        }
    }

    @Sendable private func delete(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireActor()
        let dryRun = try request.dryRun()
        let id = try context.requireID()
        let version = try request.requireVersion()
        let keeper = self.runtime.keeper
        if dryRun {
            try await keeper.rehearse { connection in
                try await keeper.delete(self.resource, id: id, expecting: version, as: actor, on: connection)
            }
        } else {
            try await keeper.delete(self.resource, id: id, expecting: version, as: actor)
        }
        return Response(status: .noContent)
    }

    @Sendable private func transition(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireActor()
        let dryRun = try request.dryRun()
        let id = try context.requireID()
        let name = context.parameters.get("transition") ?? ""
        let body = try await request.jsonBody(allowEmpty: true, acceptsNull: true)
        let version = try request.optionalVersion()
        let step: @Sendable (Connection?) async throws -> StoredJSON = { connection in
            try await self.runtime.keeper.transition(
                self.resource, id: id, name: name, input: body.json, expecting: version, as: actor, on: connection)
        }
        if let key = request.headers[.idempotencyKey], !dryRun {
            return try await self.once(key, request, body.bytes, actor) {
                .record(try await step($0), in: context.language)
            }
        }
        return try await self.perform(dryRun, in: context, step)
    }

    /// Makes a change, or finds out what it would make of the record; that one has no ETag, because nobody can begin from it.
    private func perform(
        _ dryRun: Bool, in context: ServiceRequestContext,
        _ change: @Sendable (Connection?) async throws -> StoredJSON,
    ) async throws -> Response {
        guard dryRun else { return .record(try await change(nil), in: context.language) }
        let stored = try await self.runtime.keeper.rehearse { try await change($0) }
        return .json(stored.answer(in: context.language))
    }

    /// Does something once for a key and answers a repeated request with the first answer.
    private func once(
        _ key: String, _ request: Request, _ body: [UInt8], _ actor: Actor,
        _ perform: @Sendable (Connection) async throws -> Response,
    ) async throws -> Response {
        guard (1...255).contains(key.utf8.count) else {
            throw ValidationError("/Idempotency-Key", .maxLength, .range("1", "255"))
        }
        let register = IdempotencyRegister(schema: self.resource.service)
        let response = try await self.runtime.pool.withTransaction { connection in
            try await register.once(
                key: key, actor: actor.key, method: "\(request.method) \(request.uri.path)", body: body,
                on: connection, perform)
        }
        self.runtime.bus.ring()
        return response
    }
}

extension JSON {
    /// An object without one of its members.
    fileprivate func without(_ member: String) -> JSON {
        guard case .object(var object) = self else { return self }
        object[member] = nil
        return .object(object)
    }
}
