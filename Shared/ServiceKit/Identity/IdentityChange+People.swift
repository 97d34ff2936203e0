import Database
public import Model

extension IdentityChange {
    /// Makes an account, which may do nothing until it is given a role.
    ///
    /// - Parameter record: validated fields of ``Person``.
    public func createPerson(_ record: Record) async throws -> Record {
        try self.requireAdministrator()
        let name = record[Person.name] ?? ""
        guard try await self.person(name) == nil else {
            throw ValidationError("/name", .duplicate, Label(zh: "已有使用此账号的人员", en: "Another person has this account"))
        }
        let display = record[Person.display]
        try await self.connection.execute(
            """
            INSERT INTO identity.people (name, display_zh, display_en) \
            VALUES (\(name), \(optional: display?.zh), \(optional: display?.en))
            """)
        return try await self.noted(.personCreated, name, before: nil)
    }

    /// Changes what a person is called.
    ///
    /// - Parameters:
    ///   - patch: a JSON Merge Patch.
    ///   - version: the version that was read; nil for whichever there is.
    public func changePerson(_ name: String, _ patch: JSON, expecting version: Int64?) async throws -> Record {
        let current = try await self.requirePerson(name)
        try self.requireReach(over: current)
        try self.require(version, of: current)
        let (record, changed) = try Person.fields.validateChange(patch, of: current)
        guard !changed.isEmpty else { return current }
        let display = record[Person.display]
        try await self.connection.execute(
            """
            UPDATE identity.people SET display_zh = \(optional: display?.zh), display_en = \(optional: display?.en), \
            version = version + 1 WHERE name = \(name)
            """)
        return try await self.noted(.personUpdated, name, before: current.object)
    }

    /// Disables a person or lets the person in again.
    ///
    /// Sessions and links of who is disabled end for good; being let in again means to sign in again.
    public func setState(of name: String, by transition: String, expecting version: Int64?) async throws -> Record {
        let current = try await self.requirePerson(name)
        try self.requireReach(over: current)
        try self.require(version, of: current)
        guard let step = Person.lifecycle.transition(transition) else {
            throw Refusal.unknownTransition(transition)
        }
        let state = current[Person.state] ?? ""
        guard step.from.contains(state) else {
            throw Refusal.transition(
                step, state: Person.lifecycle.state(state), possible: Person.lifecycle.transitions(from: state))
        }
        let isDisabled = step.to == "disabled"
        if isDisabled { try await self.requireAnotherAdministrator(than: current, at: "/state") }
        try await self.connection.execute(
            """
            UPDATE identity.people SET disabled_at = CASE WHEN \(isDisabled) THEN now() END, version = version + 1 \
            WHERE name = \(name)
            """)
        if isDisabled { _ = try await self.signOut(name) }
        return try await self.noted(isDisabled ? .personDisabled : .personEnabled, name, before: current.object)
    }

    /// Ends all sessions of a person, and links that were not used yet; returns how many sessions there were.
    @discardableResult
    public func endSessions(of name: String) async throws -> Int {
        let person = try await self.requirePerson(name)
        try self.requireReach(over: person)
        let ended = try await self.signOut(name)
        var counted = Record()
        counted[Person.sessions] = Int64(ended)
        try await self.note(
            .personSignedOut, name, units: person.unitsOfGrants, after: counted.object)
        return ended
    }

    /// Makes a link that signs a person in once within a quarter of an hour, and returns its secret.
    ///
    /// Who has the link is that person, so it is made only by who administers all that the person may do.
    public func createLink(person name: String) async throws -> Secret {
        try self.requireAdministrator()
        guard let person = try await self.person(name) else {
            throw ValidationError("/person", .reference, Label(zh: "没有这个人员", en: "There is no such person"))
        }
        try self.requireReach(over: person)
        guard person[Person.state] != "disabled" else {
            throw ValidationError(
                "/person", .business, Label(zh: "该人员已停用，请先启用", en: "The person is disabled; enable the account first"))
        }
        let secret = Secret.generate(.link)
        try await self.connection.execute(
            """
            INSERT INTO identity.sign_in_links (digest, person, expires_at) \
            VALUES (\(Secret.digest(of: secret.text)), \(name), now() + interval '15 minutes')
            """)
        try await self.note(.linkMade, name, units: person.unitsOfGrants)
        return secret
    }

    func signOut(_ name: String) async throws -> Int {
        try await self.endLinks(of: name)
        return try await self.connection.execute(
            """
            UPDATE identity.sessions SET ended_at = now() \
            WHERE person = \(name) AND ended_at IS NULL AND expires_at > now()
            """)
    }

    func endLinks(of name: String) async throws {
        try await self.connection.execute(
            """
            UPDATE identity.sign_in_links SET expires_at = now() \
            WHERE person = \(name) AND used_at IS NULL AND expires_at > now()
            """)
    }

    func noted(_ action: IdentityAction, _ name: String, before: JSONObject?) async throws -> Record {
        let person = try await self.requirePerson(name)
        try await self.note(
            action, name, units: person.unitsOfGrants, before: before,
            after: before == nil ? person.object.withoutState : person.object)
        return person
    }
}

extension Record {
    /// The units in which a person or token holds a role.
    var unitsOfGrants: [String] { (self[Person.grants] ?? []).compactMap { $0[RoleGrant.unit] } }
}
