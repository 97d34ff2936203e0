import ServiceKit

/// Decides where a request may go, and to which very address: the one that was looked at is the one that is called.
struct TargetGuard: Sendable {
    /// Finds the addresses of a host; tests put their own in.
    typealias Resolve = @Sendable (_ host: String) async throws -> [NetworkAddress]

    let allowed: [NetworkRange]
    var resolve: Resolve = HostResolver.addresses

    /// The address to call, the next one at each attempt when a host has several.
    func address(of target: WebhookTarget, attempt: Int) async throws -> NetworkAddress {
        if let literal = target.literal {
            try self.check(literal, target)
            return literal
        }
        let addresses: [NetworkAddress]
        do {
            addresses = try await self.resolve(target.host)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw WebhookTarget.Refused.unknown
        }
        guard !addresses.isEmpty else { throw WebhookTarget.Refused.unknown }
        // One that leads inside makes the whole name suspicious: no honest receiver is in both places.
        for address in addresses { try self.check(address, target) }
        return addresses[max(attempt - 1, 0) % addresses.count]
    }

    /// What can be said of an address before its name is looked up.
    func precheck(_ target: WebhookTarget) throws(WebhookTarget.Refused) {
        if let literal = target.literal {
            try self.check(literal, target)
        } else if !target.isSecure, self.allowed.isEmpty {
            throw .clear
        }
    }

    private func check(_ address: NetworkAddress, _ target: WebhookTarget) throws(WebhookTarget.Refused) {
        if self.allowed.contains(where: { $0.contains(address) }) { return }
        guard address.isPublic else { throw .network }
        guard target.isSecure else { throw .clear }
    }
}
