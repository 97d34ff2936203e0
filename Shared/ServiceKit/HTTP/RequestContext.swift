public import Hummingbird
public import Model
import NIOCore

/// What is known about a request beyond what it says: who sends it and in which language to answer.
public struct ServiceRequestContext: RequestContext {
    /// Hummingbird's own part.
    public var coreContext: CoreRequestContextStorage
    /// Who asks; nil before authentication and on open paths.
    public var actor: Actor?
    /// Asks again who it is, by the secret that the request came with; nil when it no longer works.
    ///
    /// For answers that go on for long: what is revoked meanwhile ends them.
    public var currentActor: @Sendable () async throws -> Actor?
    /// The session's secret, when the request comes from a signed-in browser.
    var session: String?
    /// The language of the answer.
    public var language: DisplayLanguage

    /// Creates the context of a new request.
    public init(source: Source) {
        self.coreContext = CoreRequestContextStorage(source: source)
        self.language = .zh
        self.currentActor = { nil }
    }

    /// Who asks, on paths that only authenticated requests reach.
    package func requireActor() throws -> Actor {
        guard let actor = self.actor else { throw Problem.unauthenticated }
        return actor
    }

    /// The record that the path names.
    func requireID() throws -> RecordID {
        guard let text = self.parameters.get("id"), let id = RecordID(text) else { throw Refusal.notFound }
        return id
    }
}
