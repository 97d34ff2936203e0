import EventBus
public import Logging

extension Logger.MetadataProvider {
    /// Adds the trace of the task to every line that is logged in it, so that the lines of one request are found together.
    public static let trace = Logger.MetadataProvider {
        guard let trace = TraceContext.current else { return [:] }
        return ["trace_id": "\(trace.traceID)"]
    }
}
