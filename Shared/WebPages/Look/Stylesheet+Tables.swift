extension Stylesheet {
    /// Tables of data.
    static let tables = """
        .table-box { position: relative; overflow-x: auto; }
        .data { width: 100%; border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
        .data th, .data td { padding: .5625rem .625rem; text-align: start; vertical-align: top; border-top: 1px solid var(--line); }
        .data th:first-child, .data td:first-child { padding-inline-start: 1.25rem; }
        .data th:last-child, .data td:last-child { padding-inline-end: 1.25rem; }
        .data thead th {
          border-top: 0; background: var(--raised); color: var(--ink-2); font-size: .8125rem; font-weight: 570;
          vertical-align: bottom; word-break: keep-all;
        }
        .panel-head + .table-box .data thead th { border-top: 1px solid var(--line); }
        .data tbody th { font-weight: inherit; }
        .data tbody tr:hover { background: var(--raised); }
        .data .number { text-align: end; }
        .data td.number { white-space: nowrap; }
        .data .tags { min-width: 9rem; }
        .data time { white-space: nowrap; }
        .sort { display: inline-flex; align-items: center; gap: .25rem; color: inherit; text-decoration: none; }
        .sort .icon { opacity: .45; }
        .sort:hover { text-decoration: underline; }
        .sort.current { color: var(--accent-strong); }
        .sort.current .icon { opacity: 1; }
        .row-link { font-weight: 570; color: var(--ink); text-decoration: none; }
        .row-link:hover { color: var(--link); text-decoration: underline; }
        .row-code { display: block; color: var(--ink-2); font: .8125rem var(--mono); }
        .data tbody th:has(.row-link) { min-width: 13.5rem; max-width: 30rem; }
        .data td { word-break: keep-all; overflow-wrap: break-word; }
        .data td:has(a) { min-width: 8rem; word-break: normal; }
        .nowrap { white-space: nowrap; }
        .data td > code { display: block; }
        """
}
