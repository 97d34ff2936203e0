import ArgumentParser
import Model

/// Which dead letters of a subscription something is done to: all, from and through positions, or one.
struct PositionRange: ParsableArguments {
    @Option(help: "Only from this position on.")
    var from: Int64?

    @Option(help: "Only up to this position.")
    var through: Int64?

    @Option(help: "Only the one at this position.")
    var position: Int64?

    func validate() throws {
        guard self.position == nil || (self.from == nil && self.through == nil) else {
            throw ValidationError("Give either --position, or --from and --through.")
        }
    }

    var fields: [(name: String, value: JSON?)] {
        [
            (name: "from", value: (self.position ?? self.from).map(JSON.integer)),
            (name: "through", value: (self.position ?? self.through).map(JSON.integer)),
        ]
    }
}
