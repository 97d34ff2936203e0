extension Stylesheet {
    /// Fields of forms.
    static let forms = """
        .fields { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.125rem 1.5rem; align-items: start; }
        .field.full { grid-column: 1 / -1; }
        .label { display: block; margin-bottom: .25rem; font-weight: 570; }
        .part-label { display: block; margin-bottom: .125rem; font-size: .8125rem; color: var(--ink-2); }
        .pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .75rem; }
        .required { margin-inline-start: .2em; color: var(--seal); }
        .help { margin-top: .25rem; font-size: .8125rem; color: var(--ink-2); }
        .issue { margin-top: .25rem; color: var(--ended-ink); font-size: .875rem; font-weight: 550; }
        .issue p { margin: 0; }
        .panel > .help, .panel > .issue { margin: -.5rem 0 .875rem; }
        .field.wrong > .label { color: var(--ended-ink); }
        .check { display: flex; align-items: flex-start; gap: .5rem; padding: .25rem 0; }
        .offers { margin-top: .25rem; padding: .25rem .625rem; border: 1px solid var(--line-strong); border-radius: 6px; }
        .checks { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: 0 1rem; }
        .pick { border: 1px solid var(--line-strong); border-radius: 6px; background: var(--surface); }
        .pick > summary { padding: .375rem .625rem; overflow-wrap: anywhere; }
        .fields + .pick { margin-top: 1rem; }
        .pick > .fields { padding: .75rem .625rem; border-top: 1px solid var(--line); }
        .pick > .checks { max-height: 15rem; padding: .25rem .75rem .5rem; overflow: auto; border-top: 1px solid var(--line); }
        .form-end { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; margin-top: 1rem; }
        .form-end.sticky {
          position: sticky; bottom: 0; z-index: 4; margin: 0 -.25rem; padding: .75rem .25rem; background: var(--ground);
          border-top: 1px solid var(--line);
        }
        .summary h2 { margin-bottom: .125rem; }
        .summary ul { margin-top: .25rem; padding-inline-start: 1.125rem; list-style: disc; }
        """
}
