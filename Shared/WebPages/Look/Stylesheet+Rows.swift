extension Stylesheet {
    /// Lists of groups of fields: a table for a few short fields, cards for many.
    static let rows = """
        .rows { position: relative; }
        .rows table { width: 100%; border-collapse: collapse; }
        .rows .field .label.in-row {
          position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden; clip-path: inset(50%);
        }
        .rows.flat th { padding: 0 .375rem .375rem; font-size: .8125rem; font-weight: 570; color: var(--ink-2); text-align: start; }
        .rows.flat td { padding: .25rem .375rem; vertical-align: top; }
        .rows.flat td:last-child, .rows.flat th:last-child { padding-inline-end: 0; }
        .rows .row-number { width: 2rem; color: var(--ink-2); font-weight: 500; font-variant-numeric: tabular-nums; text-align: center; }
        .rows.flat tbody .row-number { padding-top: .625rem; vertical-align: top; text-align: center; }
        .rows.flat .check { padding: .375rem 0; }
        .rows.flat .check > span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        .rows-end { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1rem; margin-top: .625rem; }
        .rows-end .help { margin: 0; }
        .rows.tall table, .rows.tall tbody { display: block; }
        .rows.tall thead { display: none; }
        .rows.tall tr {
          display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: .75rem 1.25rem; margin-bottom: .75rem;
          padding: .75rem 1rem 1rem; border: 1px solid var(--line); border-radius: var(--radius); background: var(--raised);
        }
        .rows.tall tr.wrong { border-color: var(--ended-ink); }
        .rows.tall td, .rows.tall th { display: block; padding: 0; min-width: 0; text-align: start; }
        .rows.tall th.row-number { grid-column: 1 / -1; width: auto; font-size: .8125rem; }
        .rows.tall .row-digit { display: none; }
        .rows.tall .row-name { position: static; width: auto; height: auto; margin: 0; clip-path: none; }
        .rows.tall .field .label.in-row { position: static; width: auto; height: auto; margin: 0 0 .25rem; clip-path: none; }
        .rows.tall .part-label { margin-bottom: .0625rem; }
        """
}
