extension Stylesheet {
    /// What surrounds every page.
    static let frame = """
        body {
          display: grid; min-height: 100vh; grid-template: "top top" auto "side main" 1fr "foot foot" auto / 15rem minmax(0, 1fr);
        }
        .top {
          grid-area: top; position: sticky; top: 0; z-index: 10; display: flex; align-items: center; gap: 1rem;
          min-height: 3.5rem; padding: .5rem 1.5rem; background: var(--surface); border-bottom: 1px solid var(--line);
        }
        .top::before {
          content: ""; position: absolute; inset: auto 0 -1px 0; height: 2px;
          background: linear-gradient(90deg, var(--seal) 0 4.5rem, transparent 4.5rem);
        }
        .brand { display: flex; align-items: center; gap: .625rem; color: inherit; text-decoration: none; }
        .brand:hover { color: inherit; }
        .brand img { display: block; }
        .brand-name { font-size: 1.125rem; font-weight: 650; letter-spacing: .06em; white-space: nowrap; }
        .brand-latin { margin-inline-start: .4rem; color: var(--ink-2); font-size: .875rem; font-weight: 500; letter-spacing: .02em; }
        .top-end { display: flex; align-items: center; gap: 1rem; margin-inline-start: auto; }
        .language { font-size: .875rem; }
        .user { display: inline-flex; align-items: center; gap: .375rem; font-size: .875rem; color: var(--ink-2); }
        .side { grid-area: side; padding: 1.5rem 1rem 2rem; }
        .side-group + .side-group { margin-top: 1.25rem; }
        .side-label { padding: 0 .75rem .25rem; font-size: .8125rem; font-weight: 600; color: var(--ink-2); }
        .side li a {
          display: block; padding: .3125rem .75rem; border-radius: 6px; color: inherit; text-decoration: none;
        }
        .side li a:hover { background: var(--neutral); color: inherit; }
        .side li a[aria-current] {
          background: var(--accent-soft); color: var(--accent-strong); font-weight: 600; box-shadow: inset 3px 0 var(--accent);
        }
        main { grid-area: main; padding: 1.5rem 2rem 3rem; min-width: 0; }
        main.wide { max-width: 86rem; }
        main.narrow { max-width: 62rem; }
        .foot {
          grid-area: foot; display: flex; flex-wrap: wrap; justify-content: space-between; gap: .25rem 2rem;
          padding: 1rem 2rem; color: var(--ink-2); font-size: .8125rem; border-top: 1px solid var(--line);
        }
        .button.menu-open, .button.menu-close { display: none; }
        body.alone { grid-template: "top" auto "main" 1fr "foot" auto / minmax(0, 1fr); }
        body.alone main { display: grid; grid-template-columns: minmax(0, 27rem); place-content: start center; padding-top: 10vh; }
        .page-head { margin-bottom: 1.25rem; }
        .trail { margin-bottom: .375rem; font-size: .875rem; }
        .trail ol { display: flex; gap: .375rem; }
        .trail li { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .trail li:first-child { flex: none; }
        .trail li + li::before { content: "/"; margin-inline-end: .375rem; color: var(--ink-2); }
        .trail a { text-decoration: none; }
        .trail a:hover { text-decoration: underline; }
        .page-title { display: flex; flex-wrap: wrap; align-items: flex-start; justify-content: space-between; gap: .75rem 1.5rem; }
        .page-title > div:first-child { flex: 1 1 20rem; min-width: 0; }
        .page-title h1 { overflow-wrap: anywhere; text-wrap: balance; }
        .page-title h1 .badge { vertical-align: .2em; }
        .lead { margin-top: .25rem; color: var(--ink-2); max-width: 46rem; }
        .lead-facts { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem .75rem; }
        .page-actions { display: flex; flex-wrap: wrap; gap: .5rem; }
        .panel {
          margin-bottom: 1.25rem; padding: 1.125rem 1.25rem; background: var(--surface); border: 1px solid var(--line);
          border-radius: var(--radius); box-shadow: var(--shadow);
        }
        .panel > h2 { margin-bottom: .875rem; }
        .panel.flush { padding: 0; overflow: hidden; }
        .panel-head { display: flex; align-items: baseline; justify-content: space-between; gap: 1rem; margin-bottom: .75rem; }
        .panel.flush > .panel-head { margin: 0; padding: .875rem 1.25rem .75rem; }
        .panel.quiet { background: transparent; box-shadow: none; }
        .notice {
          display: flex; gap: .75rem; margin-bottom: 1.25rem; padding: .75rem 1rem; border-radius: var(--radius);
          border-inline-start: 4px solid currentColor;
        }
        .notice .icon { margin-top: .2em; font-size: 1.125rem; }
        .notice.success { background: var(--good); color: var(--good-ink); }
        .notice.warning { background: var(--warning); color: var(--warning-ink); }
        .notice.error { background: var(--ended); color: var(--ended-ink); }
        .notice a { color: inherit; }
        .badge {
          display: inline-block; padding: .0625rem .5625rem; border-radius: 1rem; font-size: .8125rem; font-weight: 500;
          line-height: 1.5; letter-spacing: 0; white-space: nowrap; background: var(--neutral); color: var(--neutral-ink);
        }
        .badge.active { background: var(--active); color: var(--active-ink); }
        .badge.good { background: var(--good); color: var(--good-ink); }
        .badge.warning { background: var(--warning); color: var(--warning-ink); }
        .badge.ended { background: var(--ended); color: var(--ended-ink); }
        .count {
          display: inline-block; min-width: 1.5em; padding: 0 .375em; border-radius: 1em; background: var(--accent-soft);
          color: var(--accent-strong); font-size: .8125rem; font-weight: 600; text-align: center;
        }
        """
}
