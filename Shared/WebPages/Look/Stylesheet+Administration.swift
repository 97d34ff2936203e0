extension Stylesheet {
    /// Units, people and tokens.
    static let administration = """
        .branch { display: block; }
        .depth-1 { padding-inline-start: 1.5rem; }
        .depth-2 { padding-inline-start: 3rem; }
        .depth-3 { padding-inline-start: 4.5rem; }
        .depth-4 { padding-inline-start: 6rem; }
        .depth-5 { padding-inline-start: 7.5rem; }
        .cell-actions { display: flex; flex-wrap: wrap; gap: .25rem; }
        .button.small { min-height: 1.75rem; padding: .0625rem .5rem; font-size: .8125rem; }
        .data .roles { min-width: 10rem; }
        .data .roles li + li, .changes li + li { margin-top: .125rem; }
        .data td .cell-actions { margin: -.125rem -.5rem; }
        .changes { min-width: 12rem; }
        .changes .muted { font-size: .8125rem; }
        .secret {
          display: block; margin: .75rem 0; padding: .75rem 1rem; border: 1px dashed var(--line-strong);
          border-radius: var(--radius); background: var(--raised); font-size: 1rem; user-select: all;
        }
        .grant-form { padding: 1rem 1.25rem 1.25rem; border-top: 1px solid var(--line); background: var(--raised); }
        .grant-form h3 { margin: 0 0 .75rem; font-size: .9375rem; font-weight: 600; }
        .apart { margin-top: 2rem; }
        .apart .help { margin: 0 0 .75rem; }
        .step + .help, .steps .help { margin: .25rem 0 .75rem; }
        """
}
