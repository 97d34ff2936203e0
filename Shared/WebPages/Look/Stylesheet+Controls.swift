extension Stylesheet {
    /// Buttons and inputs.
    static let controls = """
        .button {
          display: inline-flex; align-items: center; justify-content: center; gap: .4375rem; min-height: 2.25rem;
          padding: .3125rem .875rem; border: 1px solid var(--line-strong); border-radius: 6px; background: var(--surface);
          color: var(--ink); font-weight: 500; line-height: 1.3; text-decoration: none; white-space: nowrap; cursor: pointer;
        }
        .button:hover { background: var(--neutral); color: var(--ink); }
        .button.main { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
        .button.main:hover { background: var(--accent-strong); border-color: var(--accent-strong); }
        .button.quiet { border-color: transparent; background: transparent; color: var(--link); }
        .button.quiet:hover { background: var(--accent-soft); }
        .button.caution { border-color: var(--ended-ink); color: var(--ended-ink); }
        .button.caution:hover { background: var(--ended); }
        input:not([type=checkbox], [type=radio], [type=hidden], [type=file]), select, textarea {
          width: 100%; min-height: 2.25rem; padding: .3125rem .625rem; border: 1px solid var(--line-strong); border-radius: 6px;
          background: var(--surface); line-height: 1.4;
        }
        input[type=date] { min-width: 0; padding-inline: .4375rem; font-size: .875rem; }
        textarea { display: block; resize: vertical; }
        select { text-overflow: ellipsis; }
        input:focus-visible, select:focus-visible, textarea:focus-visible { outline-offset: 0; border-radius: 6px; }
        input:is([type=checkbox], [type=radio]) { width: 1.0625rem; height: 1.0625rem; margin: .2rem 0 0; flex: none; accent-color: var(--accent); }
        input.number { text-align: end; font-variant-numeric: tabular-nums; }
        input[type=file] { max-width: 100%; }
        ::file-selector-button {
          min-height: 2.25rem; margin-inline-end: .75rem; padding: .3125rem .875rem; border: 1px solid var(--line-strong);
          border-radius: 6px; background: var(--surface); color: var(--ink); font: inherit;
        }
        ::placeholder { color: var(--ink-2); opacity: 1; }
        [aria-invalid=true] { border-color: var(--ended-ink) !important; box-shadow: 0 0 0 1px var(--ended-ink); }
        summary { cursor: pointer; }
        summary.button { list-style: none; }
        summary.button::-webkit-details-marker { display: none; }
        summary.button::after {
          content: ""; width: .4em; height: .4em; margin: -.2em 0 0 .125em; border: solid currentColor; border-width: 0 1.5px 1.5px 0;
          transform: rotate(45deg);
        }
        details[open] > summary.button::after { transform: rotate(225deg); margin-top: .2em; }
        .drop { position: relative; }
        .drop > ul {
          position: absolute; inset-inline-end: 0; z-index: 5; min-width: 10rem; margin-top: .25rem; padding: .375rem;
          background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius);
          box-shadow: 0 8px 24px rgb(0 0 0 / 16%);
        }
        .drop > ul a { display: block; padding: .375rem .625rem; border-radius: 4px; color: inherit; text-decoration: none; }
        .drop > ul a:hover { background: var(--neutral); }
        """
}
