extension Stylesheet {
    /// Subscriptions and their dead letters.
    static let subscriptions = """
        .count { font-weight: 600; }
        .count.bad { color: var(--ended-ink); }
        .count.doubtful { color: var(--warning-ink); }
        .facts ul.types li { overflow-wrap: anywhere; }
        """
}
