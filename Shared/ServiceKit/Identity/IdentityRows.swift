package import Database
package import Model

/// How units, people and tokens become JSON, in the shape that ``OrganisationalUnit``, ``Person`` and ``APIToken``
/// declare.
package enum IdentityRows {
    /// A point in time as records hold it: RFC 3339 in UTC.
    package static func time(_ column: String) -> String {
        "to_char(\(column) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
    }

    private static func both(_ zh: String, _ en: String) -> String {
        "CASE WHEN num_nonnulls(\(zh), \(en)) > 0 THEN json_build_object('zh', \(zh), 'en', \(en)) END"
    }

    /// Of a row `u` of `identity.units`.
    static let unit = """
        json_strip_nulls(json_build_object('code', u.code, 'name', \(Self.both("u.name_zh", "u.name_en")), \
        'parent', u.parent, 'valid', CASE WHEN num_nonnulls(u.valid_from, u.valid_to) > 0 \
        THEN json_build_object('from', u.valid_from, 'to', u.valid_to) END, \
        'inForce', identity.is_in_force(u), 'version', u.version))
        """

    private static func grants(_ condition: String) -> String {
        """
        COALESCE((SELECT json_agg(json_build_object('role', g.role, 'unit', g.unit, 'inForce', \
        identity.is_in_force(gu)) ORDER BY g.unit, g.role) FROM identity.grants g \
        JOIN identity.units gu ON gu.code = g.unit WHERE \(condition)), '[]')
        """
    }

    /// Of a row `p` of `identity.people`.
    static let person = """
        json_strip_nulls(json_build_object('name', p.name, 'display', \(Self.both("p.display_zh", "p.display_en")), \
        'state', CASE WHEN p.disabled_at IS NULL THEN 'active' ELSE 'disabled' END, \
        'grants', \(Self.grants("g.person = p.name")), 'createdAt', \(Self.time("p.created_at")), \
        'disabledAt', \(Self.time("p.disabled_at")), 'version', p.version))
        """

    /// Of a row `t` of `identity.tokens`; nothing of it opens anything.
    static let token = """
        json_strip_nulls(json_build_object('prefix', t.prefix, 'name', t.name, \
        'state', CASE WHEN t.revoked_at IS NOT NULL THEN 'revoked' WHEN t.expires_at <= now() THEN 'expired' \
        ELSE 'active' END, 'grants', \(Self.grants("g.token = t.id")), \
        'types', (SELECT json_agg(json_build_object('type', p)) FROM unnest(t.types) AS p), \
        'createdAt', \(Self.time("t.created_at")), 'createdBy', t.created_by, \
        'expiresAt', \(Self.time("t.expires_at")), 'revokedAt', \(Self.time("t.revoked_at"))))
        """

    /// Of a row `a` of `identity.audit`.
    static let audit = """
        json_strip_nulls(json_build_object('id', a.id, 'at', \(Self.time("a.at")), 'by', a.by, 'action', a.action, \
        'subject', a.subject, 'units', a.units, 'before', a.before, 'after', a.after))
        """
}

extension Row {
    /// The JSON object in the first column.
    package func record() throws -> Record {
        let json = try self.withBytes(0) { try JSON(parsing: Array($0)) }
        return Record(json.objectValue ?? JSONObject())
    }
}

extension SQL.StringInterpolation {
    /// Binds a value that may be absent.
    ///
    /// Named, because the compiler warns of optionals in interpolations without a name.
    package mutating func appendInterpolation(optional value: (some SQLBindable)?) {
        self.appendInterpolation(value)
    }
}
