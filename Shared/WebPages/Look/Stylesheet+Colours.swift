extension Stylesheet {
    /// Sand, malachite and the red of a seal.
    ///
    /// Every pair of text and ground has a contrast of 4.5 or more (WCAG 2.2, 1.4.3).
    static let colours = """
        :root {
          color-scheme: light dark;
          --ground: #f6f3ec;
          --surface: #fffefb;
          --raised: #fbf9f4;
          --ink: #23282b;
          --ink-2: #596067;
          --line: #e3ddd0;
          --line-strong: #8d8778;
          --accent: #0f665a;
          --accent-strong: #0a4f46;
          --accent-ink: #ffffff;
          --accent-soft: #e2efea;
          --link: #0f665a;
          --seal: #a5331f;
          --focus: #1b5fc4;
          --shadow: 0 1px 2px rgb(60 50 30 / 6%);
          --neutral: #ebe7de; --neutral-ink: #4d5257;
          --active: #dfeaf5; --active-ink: #1d4f80;
          --good: #dceee0; --good-ink: #1b5e38;
          --warning: #faeac2; --warning-ink: #6c4a00;
          --ended: #f2e2dd; --ended-ink: #84301f;
          --radius: 8px;
          --font: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "PingFang SC", "Hiragino Sans GB",
            "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif;
          --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono", "DejaVu Sans Mono", monospace;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #14181a;
            --surface: #1b2022;
            --raised: #20262a;
            --ink: #e7e4dc;
            --ink-2: #a5abae;
            --line: #30383b;
            --line-strong: #7d8589;
            --accent: #55bca8;
            --accent-strong: #7fd3c3;
            --accent-ink: #06231e;
            --accent-soft: #1d3632;
            --link: #6cc9b7;
            --seal: #e07a63;
            --focus: #8ab8ff;
            --shadow: none;
            --neutral: #2e3437; --neutral-ink: #c3c8ca;
            --active: #1d3347; --active-ink: #a5cdf2;
            --good: #1d3a29; --good-ink: #9bd8b0;
            --warning: #41350f; --warning-ink: #efd27c;
            --ended: #43271f; --ended-ink: #f0b3a3;
          }
        }
        """
}
