/// The look of a page: three-rule tables, light and dark, readable on a phone and on paper.
enum HTMLStyle {
  static let sheet = """
    :root { color-scheme: light dark; --text: #1b1b1b; --page: #ffffff; --faint: #595959; --line: #1b1b1b; --link: #0b57a4; }
    @media (prefers-color-scheme: dark) {
      :root { --text: #e8e8e8; --page: #16181a; --faint: #a8a8a8; --line: #d0d0d0; --link: #8ab8ee; }
    }
    * { box-sizing: border-box; }
    body { margin: 0; color: var(--text); background: var(--page); line-height: 1.6;
      font-family: system-ui, "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
    main { max-width: 52rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word; }
    h1, h2, h3 { line-height: 1.3; }
    a { color: var(--link); }
    .table { overflow-x: auto; margin: 1.5rem 0 0.5rem; }
    table { border-collapse: collapse; min-width: 50%; font-variant-numeric: tabular-nums;
      border-top: 2px solid var(--line); border-bottom: 2px solid var(--line); }
    caption { text-align: start; padding-bottom: 0.4rem; }
    th, td { padding: 0.25rem 0.75rem; text-align: start; vertical-align: top; }
    thead th { vertical-align: bottom; }
    thead tr:last-child > * { border-bottom: 1px solid var(--line); }
    .spanner th { text-align: center; border-bottom: 1px solid var(--faint); }
    tbody th { font-weight: normal; }
    .group th { font-weight: bold; padding-top: 0.6rem; }
    .total > * { font-weight: bold; }
    :not(.total) + .total > * { border-top: 1px solid var(--faint); }
    .right { text-align: end; white-space: nowrap; }
    tbody th, tbody td { min-width: 6.5em; }
    tbody .right { min-width: 0; }
    .pad { display: inline-block; width: calc(var(--digits) * 1ch); }
    .note { color: var(--faint); font-size: 0.9em; margin: 0.25rem 0; }
    pre { overflow-x: auto; padding: 0.75rem; border: 1px solid var(--faint); border-radius: 4px; }
    figure { margin: 1.5rem 0; }
    figure svg { max-width: 100%; height: auto; }
    @media (max-width: 30rem) { main { padding: 0.75rem; } th, td { padding: 0.2rem 0.5rem; } }
    @media print { main { max-width: none; } .table { overflow: visible; } a { color: inherit; } }

    """
}
