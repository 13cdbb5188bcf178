/** How the page looks: one column that a phone can hold, light or dark as the reader has it. */
export const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d5d9de, #3a4048); --soft: light-dark(#f4f5f7, #1c2025); }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 0 auto; padding: 1rem; }
h1 small { font-size: 1rem; font-weight: normal; opacity: .7; }
h2 { margin: 2rem 0 .25rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
h4 { font-size: .9rem; margin: .75rem 0 0; }
p { margin: .25rem 0 .5rem; }
code, pre { font: .875rem/1.45 ui-monospace, monospace; }
pre { background: var(--soft); padding: .75rem; border-radius: .5rem; overflow-x: auto; margin: .25rem 0; }
details { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .75rem; margin: .5rem 0; }
summary { cursor: pointer; overflow-wrap: anywhere; }
summary span { opacity: .75; }
summary + p { margin-top: .5rem; }
summary b { font: 600 .75rem/1 ui-monospace, monospace; color: #fff; padding: .2rem .4rem; border-radius: .25rem; }
.GET { background: #1a6fb5; } .POST { background: #1d7a46; } .PUT { background: #8a5a00; } .DELETE { background: #a8322a; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
tr { border-top: 1px solid var(--line); }
td { padding: .3rem .75rem .3rem 0; vertical-align: top; }
td:last-child { width: 100%; padding-right: 0; }
td:not(:last-child) { white-space: nowrap; }
input { font: inherit; padding: .3rem .5rem; width: 16rem; max-width: 100%; }
.copy { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: end; }
.copy pre { grid-column: 1 / -1; }
.copy button { font: inherit; font-size: .8rem; padding: .2rem .75rem; }
@media (max-width: 30rem) {
  summary span, tr { display: block; }
  tr { padding: .4rem 0; }
  td:not(:last-child) { display: inline; padding: 0 .5rem 0 0; white-space: normal; }
  td:last-child { display: block; padding: 0; }
}
`;
