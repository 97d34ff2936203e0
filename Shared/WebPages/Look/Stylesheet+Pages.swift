extension Stylesheet {
    /// Pages of their own kind.
    static let pages = """
        .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 1rem; margin-bottom: 1.5rem; }
        .card {
          padding: 1.125rem 1.25rem .75rem; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius);
          border-top: 3px solid var(--accent); box-shadow: var(--shadow);
        }
        .card h2 a { color: inherit; text-decoration: none; }
        .card h2 a:hover { color: var(--link); text-decoration: underline; }
        .card .muted { font-size: .875rem; }
        .figures { margin-top: .75rem; }
        .figures a {
          display: flex; align-items: baseline; justify-content: space-between; gap: 1rem; padding: .375rem 0; color: inherit;
          text-decoration: none; border-top: 1px solid var(--line);
        }
        .figures a:hover .figure-label { text-decoration: underline; }
        .figure { font-size: 1.25rem; font-weight: 620; font-variant-numeric: tabular-nums; color: var(--accent-strong); }
        .events li {
          display: grid; grid-template-columns: 9.5rem minmax(0, 1fr) auto; gap: .25rem 1rem; align-items: baseline;
          padding: .625rem 1.25rem; border-top: 1px solid var(--line);
        }
        .events time { color: var(--ink-2); font-variant-numeric: tabular-nums; }
        .event-subject { overflow-wrap: anywhere; }
        .event-type code { color: var(--ink-2); font-size: .8125rem; }
        .message { padding: 2rem 0; max-width: 40rem; }
        .message .status { color: var(--seal); font: 600 .9375rem var(--mono); letter-spacing: .08em; }
        .message-detail { margin: .75rem 0 1.5rem; font-size: 1.0625rem; }
        .issues { margin: 0 0 1.5rem; padding-inline-start: 1.125rem; list-style: disc; }
        .sign-in { padding: 2rem; }
        .sign-in h1 { margin-bottom: 1.25rem; }
        .sign-in .button { width: 100%; }
        .sign-in form .button { margin-top: 1.25rem; }
        .or { display: flex; align-items: center; gap: .75rem; margin: 1.25rem 0 .75rem; color: var(--ink-2); }
        .or::before, .or::after { content: ""; flex: 1; border-top: 1px solid var(--line); }
        .reasons li + li { margin-top: .25rem; }
        .column-name { white-space: nowrap; }
        .panel.flush > .panel-note { margin: 0; padding: 0 1.25rem .875rem; }
        .panel.flush > .table-box + .panel-note { padding-top: .875rem; border-top: 1px solid var(--line); }
        .panel-note + .table-box .data thead th { border-top: 1px solid var(--line); }
        """
}
