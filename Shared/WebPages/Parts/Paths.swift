public import Model

/// Where the pages and the JSON of a record type are.
extension Resource {
    /// The list: `/partners/agreements`.
    public var listPath: String { "/\(self.service)/\(self.collection)" }
    /// The form for a new record.
    public var newPath: String { "\(self.listPath)/new" }
    /// The form for a table of records.
    public var importPath: String { "\(self.listPath)/import" }
    /// The list in JSON.
    public var apiPath: String { "/\(self.service)/v1/\(self.collection)" }

    /// The page of a record.
    public func detailPath(_ id: String) -> String { "\(self.listPath)/\(QueryString.encode(id))" }
    /// The form that changes a record.
    public func editPath(_ id: String) -> String { "\(self.detailPath(id))/edit" }
    /// The changes of a record.
    public func historyPath(_ id: String) -> String { "\(self.detailPath(id))/history" }
    /// Where the form of a transition is sent.
    public func transitionPath(_ id: String, _ transition: Transition) -> String {
        "\(self.detailPath(id))/transitions/\(transition.name)"
    }
}

extension Reference {
    /// The page of the record with this id.
    public func detailPath(_ id: String) -> String { "/\(self.service)/\(self.collection)/\(QueryString.encode(id))" }
}
