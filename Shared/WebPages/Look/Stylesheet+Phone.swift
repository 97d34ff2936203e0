extension Stylesheet {
    /// Narrow screens: the navigation opens over the page, tables become cards.
    static let phone = """
        @media (max-width: 68rem) {
          .detail { display: flex; flex-direction: column; align-items: stretch; gap: 0; }
          .detail-side { display: contents; }
          .detail-side .steps { order: -1; }
        }
        @media (max-width: 56rem) {
          body { grid-template: "top" auto "main" 1fr "foot" auto / minmax(0, 1fr); }
          .button.menu-open { display: inline-flex; }
          .top { padding: .375rem 1rem; gap: .5rem; }
          .side { display: none; }
          .side:target {
            display: block; position: fixed; inset: 0; z-index: 30; overflow: auto; background: var(--ground); padding: 1rem;
          }
          .side:target .button.menu-close { display: flex; margin: 0 0 1rem auto; width: max-content; }
          .side li a { padding: .5625rem .75rem; }
          main { padding: 1.25rem 1rem 2.5rem; }
          .foot { padding: 1rem; }
        }
        @media (max-width: 40rem) {
          h1 { font-size: 1.3125rem; }
          .brand-latin, .user bdi { display: none; }
          .user { display: none; }
          .sign-in { padding: 1.5rem 1.25rem; }
          .top-end { gap: .375rem; }
          .top .button { padding-inline: .5rem; }
          .fields, .pair { grid-template-columns: minmax(0, 1fr); }
          .filter-fields .pair, .money.pair { grid-template-columns: repeat(2, minmax(0, 1fr)); }
          .search { flex-basis: 100%; }
          .page-actions { width: 100%; }
          .events li { grid-template-columns: minmax(0, 1fr); gap: .125rem; }
          .data, .data tbody { display: block; }
          .data thead { display: none; }
          .data tr { display: block; padding: .75rem 1.25rem; border-top: 1px solid var(--line); }
          .data tbody tr:first-child { border-top: 0; }
          .panel-head + .table-box .data tbody tr:first-child,
          .panel-note + .table-box .data tbody tr:first-child { border-top: 1px solid var(--line); }
          .data th, .data td, .data th:first-child, .data td:first-child, .data th:last-child, .data td:last-child {
            display: flow-root; width: auto; min-width: 0; padding: .1875rem 0 .1875rem 7.75rem; border: 0;
            text-align: start; white-space: normal;
          }
          .data td::before { content: attr(data-label); float: left; width: 7rem; margin-left: -7.75rem; color: var(--ink-2); font-size: .8125rem; }
          .column-name { white-space: normal; }
          .data td.number { text-align: start; white-space: normal; }
          .data tbody .blank.blank { display: none; }
          .data tbody th:has(.row-link), .data tbody th:first-child { min-width: 0; max-width: none; padding-left: 0; margin-bottom: .25rem; }
          .history .data tr { padding-inline: 1.25rem; }
          .history .data th:first-child { width: auto; }
          .rows.flat table, .rows.flat tbody { display: block; }
          .rows.flat thead { display: none; }
          .rows.flat tr {
            display: grid; gap: .625rem; margin-bottom: .75rem; padding: .625rem .875rem .875rem; border: 1px solid var(--line);
            border-radius: var(--radius); background: var(--raised);
          }
          .rows.flat td, .rows.flat tbody .row-number { display: block; padding: 0; width: auto; text-align: start; }
          .rows.flat .row-digit { display: none; }
          .rows.flat .row-name { position: static; width: auto; height: auto; margin: 0; clip-path: none; }
          .rows .field .label.in-row { position: static; width: auto; height: auto; margin: 0 0 .25rem; clip-path: none; }
          .rows.flat .check > span { position: static; width: auto; height: auto; clip-path: none; }
          .drop > ul { inset-inline: 0 auto; }
        }
        @media (prefers-reduced-motion: no-preference) {
          .button, .side li a { transition: background-color .12s, border-color .12s; }
        }
        @media (forced-colors: active) {
          .badge, .chip, .button, .notice, .card { border: 1px solid; }
        }
        """
}
