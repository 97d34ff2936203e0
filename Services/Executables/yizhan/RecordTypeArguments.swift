import ArgumentParser
import Model
import ServiceKit
import YizhanCommands

/// Which records a command is about: a service and a record type, by its name or by its collection's.
struct RecordTypeArguments: ParsableArguments {
    @Argument(help: "The service: partners, mobility or experts.")
    var service: String

    @Argument(help: "The record type, for example institution or agreement.")
    var type: String

    /// Service and collection as in paths: `partners/institutions`.
    var collection: String {
        get throws {
            let resource = try self.resource
            return "\(resource.service)/\(resource.collection)"
        }
    }

    /// The declaration.
    var resource: Resource {
        get throws {
            guard let service = Composition.services.first(where: { $0.name == self.service }) else {
                let names = Composition.services.filter { !$0.collections.isEmpty }.map(\.name)
                throw CommandError(
                    .usage, "There is no service \(self.service); there are \(names.joined(separator: ", ")).")
            }
            let resources = service.collections.map(\.resource)
            guard let resource = resources.first(where: { $0.name == self.type || $0.collection == self.type }) else {
                let names = resources.map(\.name).joined(separator: ", ")
                throw CommandError(.usage, "\(self.service) keeps no \(self.type); it keeps \(names).")
            }
            return resource
        }
    }
}
