/// The look of a page: three-rule tables, light and dark, readable on a phone and on A4 paper.
enum HTMLStyle {
  static let sheet = """
    :root { color-scheme: light dark; --text: #1b1b1b; --page: #ffffff; --faint: #595959; --line: #1b1b1b;
      --hair: #c9c9c6; --tint: #f4f4f1; --link: #0b57a4; }
    @media screen and (prefers-color-scheme: dark) {
      :root { --text: #e8e8e8; --page: #16181a; --faint: #a8a8a8; --line: #d0d0d0; --hair: #43484d; --tint: #212529;
        --link: #8ab8ee; }
    }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
    body { margin: 0; color: var(--text); background: var(--page); line-height: 1.6;
      font-family: system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC",
      "Microsoft YaHei", sans-serif; }
    :lang(zh) { line-height: 1.75; text-autospace: normal; line-break: strict; }
    .text { max-width: 48rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word; }
    main { display: block; }
    h1, h2, h3, h4 { line-height: 1.3; text-wrap: balance; margin: 1.8em 0 0.5em; break-after: avoid; }
    h1 { font-size: clamp(1.45rem, 5vw, 2rem); margin-top: 0.4em; }
    h2 { font-size: 1.35rem; }
    h3 { font-size: 1.1rem; }
    p { margin: 0.6em 0; }
    a { color: var(--link); text-underline-offset: 0.15em; }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    .skip { position: absolute; left: -99rem; }
    .skip:focus { left: 1rem; top: 0.5rem; background: var(--page); padding: 0.3rem 0.6rem; z-index: 2; }
    .contents { font-size: 0.9rem; border-left: 3px solid var(--hair); padding-left: 1rem; margin: 1rem 0 2rem; }
    .contents p { font-weight: 600; margin: 0 0 0.3rem; }
    .contents ol { list-style: none; margin: 0; padding: 0; }
    .contents li { padding: 0.1rem 0; }
    .contents .level3 { padding-left: 1em; }
    .contents a { text-decoration: none; }
    .contents a:hover { text-decoration: underline; }
    .languages { max-width: 48rem; margin: 0 auto; padding: 0.75rem 1rem 0; text-align: end; font-size: 0.9rem; }
    .languages a { padding: 0.2rem 0.5rem; border-radius: 4px; }
    .languages a[aria-current] { background: var(--tint); color: var(--text); text-decoration: none; font-weight: 600; }
    .table { overflow-x: auto; margin: 1.5rem 0 0.5rem; }
    table { border-collapse: collapse; min-width: 50%; font-size: 0.93rem; font-variant-numeric: tabular-nums;
      border-top: 2px solid var(--line); border-bottom: 2px solid var(--line); }
    caption { text-align: start; padding-bottom: 0.4rem; }
    caption > span { display: inline-block; position: sticky; inset-inline-start: 0; max-width: calc(100vw - 2rem); }
    th, td { padding: 0.25rem 0.75rem; text-align: start; vertical-align: top; }
    thead th { vertical-align: bottom; font-weight: 600; word-break: keep-all; }
    thead tr:last-child > * { border-bottom: 1px solid var(--line); }
    .spanner th { text-align: center; border-bottom: 1px solid var(--faint); }
    tbody th { font-weight: normal; }
    .group th { font-weight: 600; padding-top: 0.6rem; }
    .total > * { font-weight: 600; }
    :not(.total) + .total > * { border-top: 1px solid var(--faint); }
    .right { text-align: end; white-space: nowrap; }
    thead .right { white-space: normal; }
    tbody th, tbody td { min-width: 6.5em; }
    tbody .right { min-width: 0; }
    .pad { display: inline-block; width: calc(var(--digits) * 1ch); }
    th button { all: unset; cursor: pointer; position: relative; }
    th button::after { position: absolute; inset-inline-start: calc(100% + 0.1em); bottom: 0; font-weight: 400; }
    th button:hover::after, th button:focus::after { content: "\\2195"; color: var(--faint); }
    th[aria-sort="ascending"] button::after { content: "\\2191"; }
    th[aria-sort="descending"] button::after { content: "\\2193"; }
    th button:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    .note { color: var(--faint); font-size: 0.88em; line-height: 1.5; margin: 0.25rem 0; }
    .number[role] { cursor: copy; text-decoration: underline dotted var(--faint) 1px; text-underline-offset: 0.2em; }
    #announcement:empty { display: none; }
    #announcement { position: fixed; bottom: 1rem; left: 50%; transform: translateX(-50%); padding: 0.4rem 0.9rem;
      background: var(--text); color: var(--page); border-radius: 4px; font-size: 0.9rem; max-width: 90vw; }
    pre { overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; padding: 0.75rem; background: var(--tint); border-radius: 4px; font-size: 0.88rem; }
    blockquote { margin: 1rem 0; padding: 0.1rem 1rem; border-left: 3px solid var(--hair); color: var(--faint); }
    figure { margin: 2rem 0; break-inside: avoid; }
    figcaption { margin-bottom: 0.6rem; line-height: 1.45; }
    figcaption .title { font-weight: 600; }
    figcaption .subtitle { color: var(--faint); font-size: 0.9em; }
    figure svg { display: block; max-width: 100%; height: auto; }
    figure svg.narrow { display: none; }
    details { margin: 0.5rem 0; font-size: 0.93rem; }
    summary { cursor: pointer; color: var(--link); width: fit-content; }
    details .table { margin-top: 0.5rem; }
    @media screen and (max-width: 34rem) {
      .text { padding: 0.75rem; }
      .contents { max-height: 11rem; overflow-y: auto; }
      th, td { padding: 0.2rem 0.5rem; }
      tbody th, tbody td { min-width: 4em; }
      tbody th[scope="row"] { max-width: 45vw; }
      figure svg.wide { display: none; }
      figure svg.narrow { display: block; width: 100%; max-width: 26rem; }
    }
    @media screen and (min-width: 52rem) {
      /* A table that is wider than the text may use the window before it scrolls. */
      .text:not(:has(> .contents)) > main > .table { width: max-content; min-width: 100%;
        max-width: min(100vw - 4rem, 80rem); position: relative; left: 50%; translate: -50%; }
    }
    @media screen and (min-width: 76rem) {
      .text > .contents + main > .table { width: max-content; min-width: 100%;
        max-width: calc(48rem + max(0px, (100vw - 68rem) / 2 - 2rem)); }
      .text:has(> .contents) { display: grid; grid-template-columns: 15rem minmax(0, 48rem); column-gap: 3rem;
        max-width: 68rem; }
      .text > header, .text:has(> .contents) > main { grid-column: 2; }
      .text > .contents { grid-column: 1; grid-row: 1 / span 2; margin-top: 0.8rem; }
      .languages { max-width: 68rem; }
      .text > .contents { position: sticky; top: 1rem; align-self: start; max-height: calc(100vh - 2rem);
        overflow-y: auto; }
    }
    @media print {
      @page { size: A4; margin: 20mm 18mm; }
      body { font-size: 10.5pt; }
      .text { max-width: none; padding: 0; }
      .languages, .skip, #announcement, summary, details:not([open]) { display: none; }
      .table { overflow: visible; margin: 0.8rem 0 0.3rem; }
      table { font-size: 9pt; line-height: 1.35; }
      th, td { padding: 0.1rem 0.6rem; }
      figure { margin: 0.8rem 0; }
      table, tr { break-inside: avoid; }
      thead { display: table-header-group; }
      th button::after { content: none; }
      a { color: inherit; text-decoration: none; }
      .text + .text { break-before: page; }
    }

    """
}
