/// The states of a record type and the ways between them.
public struct Lifecycle: Sendable {
    /// The states, the first of which is where a record starts.
    public let states: [State]
    /// The ways between states.
    public let transitions: [Transition]

    /// Declares a lifecycle; the first state is the initial one.
    public init(states: [State], transitions: [Transition]) {
        precondition(!states.isEmpty, "a lifecycle has at least one state")
        let names = Set(states.map(\.name))
        for transition in transitions {
            precondition(
                names.contains(transition.to) && names.isSuperset(of: transition.from),
                "transition \(transition.name) names a state that does not exist",
            )
        }
        self.states = states
        self.transitions = transitions
    }

    /// Where a record starts.
    public var initial: String { self.states[0].name }

    /// A state by its name.
    public func state(_ name: String) -> State? { self.states.first { $0.name == name } }

    /// The fields that steps ask for: what is usually not known before.
    public var askedFor: Set<String> {
        self.transitions.reduce(into: []) { $0.formUnion(Set($1.requires).intersection($1.accepts)) }
    }

    /// A transition by its name.
    public func transition(_ name: String) -> Transition? { self.transitions.first { $0.name == name } }

    /// The transitions that may be taken from a state.
    public func transitions(from state: String) -> [Transition] {
        self.transitions.filter { $0.from.contains(state) }
    }
}

/// A state of a lifecycle.
public struct State: Sendable, Hashable {
    /// The state's name in JSON.
    public let name: String
    /// The state's name for people.
    public let label: Label
    /// How the state is coloured on pages.
    public let tone: Tone

    /// Declares a state.
    public init(_ name: String, zh: String, en: String, _ tone: Tone = .neutral) {
        self.name = name
        self.label = Label(zh: zh, en: en)
        self.tone = tone
    }

    /// The meaning of a state at a glance.
    public enum Tone: String, Sendable, Hashable {
        /// Not begun, or no judgement.
        case neutral
        /// Under way.
        case active
        /// Reached.
        case good
        /// Needs attention.
        case warning
        /// Ended badly or ended.
        case ended
    }
}

/// A way from some states to another.
public struct Transition: Sendable {
    /// The name in paths: `POST .../{id}/transitions/{name}`.
    public let name: String
    /// The name for people, on the button.
    public let label: Label
    /// Where it may start.
    public let from: [String]
    /// Where it leads.
    public let to: String
    /// The least role that may take it.
    public let role: Role
    /// The fields that must be present for it.
    public let requires: [String]
    /// The fields that may be given along with it and are written with it.
    public let accepts: [String]
    /// The last part of the event's type: `signed`.
    public let event: String

    /// Declares a transition.
    public init(
        _ name: String,
        zh: String,
        en: String,
        from: [String],
        to: String,
        by role: Role = .editor,
        requires: [any FieldDeclaration] = [],
        accepts: [any FieldDeclaration] = [],
        event: String,
    ) {
        self.name = name
        self.label = Label(zh: zh, en: en)
        self.from = from
        self.to = to
        self.role = role
        self.requires = requires.map(\.spec.name)
        self.accepts = accepts.map(\.spec.name)
        self.event = event
    }
}
