extension Stylesheet {
    /// Tables of data.
    static let tables = """
        .table-box { overflow-x: auto; }
        .data { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
        .data th, .data td { padding: .5625rem .75rem; text-align: start; vertical-align: top; border-top: 1px solid var(--line); }
        .data th:first-child, .data td:first-child { padding-inline-start: 1.25rem; }
        .data th:last-child, .data td:last-child { padding-inline-end: 1.25rem; }
        .data thead th {
          border-top: 0; background: var(--raised); color: var(--ink-2); font-size: .8125rem; font-weight: 570; white-space: nowrap;
          vertical-align: bottom;
        }
        .panel-head + .table-box .data thead th { border-top: 1px solid var(--line); }
        .data tbody th { font-weight: inherit; }
        .data tbody tr:hover { background: var(--raised); }
        .data .number { text-align: end; white-space: nowrap; }
        .data time { white-space: nowrap; }
        .sort { display: inline-flex; align-items: center; gap: .25rem; color: inherit; text-decoration: none; }
        .sort .icon { opacity: .45; }
        .sort:hover { text-decoration: underline; }
        .sort.current { color: var(--accent-strong); }
        .sort.current .icon { opacity: 1; }
        .row-link { font-weight: 570; color: var(--ink); text-decoration: none; }
        .row-link:hover { color: var(--link); text-decoration: underline; }
        .row-code { display: block; color: var(--ink-2); font: .8125rem var(--mono); }
        .list .data tbody th { min-width: 15rem; max-width: 30rem; }
        .list .data td { white-space: nowrap; }
        .list .data td:has(a, bdi) { white-space: normal; }
        """
}
