public import LibPQ

/// A value that can be sent as a parameter of a statement.
public protocol SQLBindable: Sendable {
    /// The type announced to the server, so that it need not guess.
    static var sqlType: OID { get }

    /// Appends the value.
    func bind(into parameters: inout Parameters)
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    /// The wrapped value's type.
    public static var sqlType: OID { Wrapped.sqlType }

    /// Appends the value, or NULL.
    public func bind(into parameters: inout Parameters) {
        if let value = self {
            value.bind(into: &parameters)
        } else {
            parameters.appendNull(Wrapped.sqlType)
        }
    }
}
