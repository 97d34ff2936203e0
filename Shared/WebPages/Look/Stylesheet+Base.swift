extension Stylesheet {
    /// Text, links and what can be focused.
    static let base = """
        *, *::before, *::after { box-sizing: border-box; }
        html { font: 100%/1.55 var(--font); -webkit-text-size-adjust: 100%; scroll-padding: 7rem 0 5rem; }
        body { margin: 0; background: var(--ground); color: var(--ink); font-size: .9375rem; }
        h1, h2, h3, p, ul, ol, dl, dd, figure, fieldset, legend { margin: 0; padding: 0; }
        fieldset { border: 0; min-width: 0; }
        ul, ol { list-style: none; }
        h1 { font-size: 1.5rem; line-height: 1.3; font-weight: 650; letter-spacing: -.005em; }
        h2 { font-size: 1.0625rem; line-height: 1.4; font-weight: 620; }
        :lang(zh-CN) { line-break: strict; }
        h1:lang(zh-CN), h2:lang(zh-CN) { letter-spacing: 0; }
        a { color: var(--link); text-underline-offset: .18em; text-decoration-thickness: 1px; }
        a:hover { color: var(--accent-strong); }
        code { font: .875em var(--mono); overflow-wrap: anywhere; }
        button, input, select, textarea { font: inherit; color: inherit; }
        :focus { outline: 0; }
        :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
        main:focus-visible, section:focus-visible { outline: 0; }
        .muted { color: var(--ink-2); }
        .unseen {
          position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; border: 0; overflow: hidden;
          clip-path: inset(50%); white-space: nowrap;
        }
        .icon {
          width: 1em; height: 1em; flex: none; vertical-align: -.125em; fill: none; stroke: currentColor; stroke-width: 1.5;
          stroke-linecap: round; stroke-linejoin: round;
        }
        .skip { position: absolute; inset-inline-start: -999rem; }
        .skip:focus {
          inset-inline-start: 1rem; top: .5rem; z-index: 20; padding: .5rem 1rem; background: var(--surface); border-radius: 4px;
        }
        """
}
