extension JSON {
    /// Applies a JSON Merge Patch (RFC 7396): members of the patch replace, `null` removes, anything that is not an
    /// object replaces the whole.
    public mutating func applyMergePatch(_ patch: JSON) {
        guard case .object(let changes) = patch else {
            self = patch
            return
        }
        var target = self.objectValue ?? JSONObject()
        for change in changes.members {
            if change.value.isNull {
                target[change.key] = nil
            } else {
                var value = target[change.key] ?? .null
                value.applyMergePatch(change.value)
                target[change.key] = value
            }
        }
        self = .object(target)
    }

    /// A copy with a JSON Merge Patch applied (RFC 7396).
    public func mergePatched(with patch: JSON) -> JSON {
        var copy = self
        copy.applyMergePatch(patch)
        return copy
    }
}
