extension Stylesheet {
    /// A record and its history.
    static let records = """
        .detail { display: grid; grid-template-columns: minmax(0, 1fr) 19rem; gap: 1.25rem; align-items: start; }
        .facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .875rem 1.5rem; }
        .facts + .pick { margin-top: 1rem; }
        .fact:has(.other-language) { grid-column: 1 / -1; }
        .fact dt, .filing dt { color: var(--ink-2); font-size: .8125rem; }
        .fact dd { overflow-wrap: anywhere; }
        .fact.absent dd { color: var(--ink-2); }
        .lock { margin-inline-start: .3em; color: var(--ink-2); }
        .other-language { display: block; color: var(--ink-2); }
        .prose { white-space: pre-line; max-width: 46rem; overflow-wrap: anywhere; }
        .tags { display: flex; flex-wrap: wrap; gap: .25rem .375rem; }
        .tags li { padding: 0 .5rem; border-radius: 4px; background: var(--neutral); color: var(--neutral-ink); font-size: .875rem; }
        .external .icon { margin-inline-start: .25em; font-size: .8em; }
        .panel.flush > .prose { padding: 0 1.25rem 1rem; }
        .none { padding: 0 1.25rem 1rem; }
        .panel-links { display: flex; align-items: baseline; gap: 1rem; white-space: nowrap; }
        .offers ul { display: flex; flex-wrap: wrap; gap: .5rem; }
        .step { display: grid; gap: .875rem; }
        .step + .step, .step-more + .step, .step + .step-more, .step-more + .step-more { margin-top: .5rem; }
        .step > .button { width: 100%; }
        .step-more > summary.button { display: flex; }
        .step-more[open] { padding-bottom: .875rem; border-bottom: 1px solid var(--line); }
        .step-more > .step { margin-top: .75rem; padding: .875rem; border: 1px solid var(--line); border-radius: var(--radius); background: var(--raised); }
        .step .pair { grid-template-columns: minmax(0, 1fr); gap: .5rem; }
        .blocked { margin-top: .875rem; padding-top: .75rem; border-top: 1px solid var(--line); font-size: .875rem; }
        .blocked li + li { margin-top: .5rem; }
        .blocked-label { display: block; font-weight: 570; }
        .filing dd + dt { margin-top: .5rem; }
        .filing dd { overflow-wrap: anywhere; }
        .person { display: block; }
        .formats { margin-top: .875rem; font-size: .875rem; }
        .history { position: relative; padding-inline-start: 1.5rem; }
        .history::before { content: ""; position: absolute; inset: .75rem auto 1.5rem .3125rem; border-inline-start: 2px dashed var(--line-strong); opacity: .5; }
        .history > li { position: relative; padding-bottom: .5rem; }
        .history > li::before {
          content: ""; position: absolute; inset-inline-start: -1.5625rem; top: 1.25rem; width: .75rem; height: .75rem;
          border-radius: 50%; background: var(--surface); border: 3px solid var(--accent);
        }
        .history-head { display: flex; align-items: baseline; justify-content: space-between; gap: 1rem; }
        .version { color: var(--ink-2); font-size: .8125rem; white-space: nowrap; }
        .history .table-box { margin: .75rem -1.25rem -.5rem; }
        .history .data { table-layout: fixed; }
        .history .data th:first-child { width: 9rem; }
        .lines { white-space: pre-line; overflow-wrap: anywhere; text-decoration: none; }
        del.lines { color: var(--ended-ink); text-decoration: line-through; text-decoration-thickness: 1px; }
        ins.lines { color: var(--good-ink); }
        """
}
