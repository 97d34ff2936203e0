extension Stylesheet {
    /// Paper: the content and nothing to click.
    static let print = """
        @media print {
          :root {
            --ground: #fff; --surface: #fff; --raised: #fff; --ink: #000; --ink-2: #444; --line: #bbb; --link: #000;
            --neutral: #fff; --active: #fff; --good: #fff; --warning: #fff; --ended: #fff; --accent-soft: #fff;
            --accent-strong: #000; --neutral-ink: #000; --active-ink: #000; --good-ink: #000; --warning-ink: #000;
            --ended-ink: #000;
          }
          body { display: block; font-size: 10pt; }
          .top, .side, .skip, .page-actions, .list-controls, .pager-links, .steps, .form-end, .foot, .trail { display: none; }
          .detail { display: block; }
          main { max-width: none; padding: 0; }
          .panel { break-inside: avoid; box-shadow: none; }
          .panel.flush { break-inside: auto; }
          .badge { border: 1px solid #666; }
          a { color: inherit; text-decoration: none; }
          .data thead { display: table-header-group; }
          tr { break-inside: avoid; }
        }
        """
}
