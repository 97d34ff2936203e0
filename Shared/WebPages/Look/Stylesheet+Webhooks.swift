extension Stylesheet {
    /// Webhooks and their deliveries.
    static let webhooks = """
        .tabs ul { display: flex; flex-wrap: wrap; gap: .25rem; }
        .tabs a { display: block; padding: .125rem .625rem; border-radius: 1rem; color: var(--ink-2); font-size: .875rem; text-decoration: none; }
        .tabs a:hover { background: var(--neutral); color: var(--ink); }
        .tabs a[aria-current] { background: var(--accent-soft); color: var(--accent-strong); font-weight: 600; }
        .tabs { margin-bottom: .75rem; }
        .panel-head .tabs { margin: 0; }
        .outcomes { display: inline-flex; flex-wrap: wrap; align-items: flex-end; gap: .25rem .625rem; }
        .strip { max-width: 100%; }
        .strip .delivered { fill: var(--accent); opacity: .7; }
        .strip .retrying { fill: var(--warning-ink); }
        .strip .failed { fill: var(--ended-ink); }
        .trouble { display: block; margin-top: .1875rem; color: var(--ended-ink); font-size: .8125rem; }
        .target { margin-bottom: .75rem; }
        .exchange { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 1rem 1.25rem; }
        .exchange-side { min-width: 0; }
        .exchange-side h3 { margin-bottom: .25rem; font-size: .875rem; font-weight: 600; color: var(--ink-2); }
        .panel > pre + .help { margin: .75rem 0 0; }
        pre {
          margin: 0; padding: .75rem; max-height: 24rem; overflow: auto; border: 1px solid var(--line); border-radius: var(--radius);
          background: var(--raised); font: .8125rem/1.5 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere;
        }
        """
}
