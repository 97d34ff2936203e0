public import EventBus

extension Actor {
    /// The events that the actor may read: of the units in which it holds any role, and of its types.
    public var eventReach: EventReach {
        EventReach(types: self.eventTypes, units: self.access.readableUnits)
    }
}
