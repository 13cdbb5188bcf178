/** Colours of a drawing by kind of state, for light and for dark surroundings. */

/** Size of letters, px. */
export const FONT = 12;

/** Neighbouring lines differ in colour, so that the eye can follow one. */
export const HUES = 6;

/** The style sheet of a drawing; the second set of colours is for dark surroundings. */
export const STYLE = `<style>
svg { color-scheme: light dark; --paper: #ffffff; --ink: #1f2328; --dim: #59636e;
  --route: #e6e6ea; --menu: #dbeafe; --ask: #fef3c7; --list: #dcfce7; --call: #ede9fe; --end: #ffe4e6;
  --edge: #8c959f; --h0: #2563eb; --h1: #b45309; --h2: #15803d; --h3: #7c3aed; --h4: #be123c; --h5: #0e7490; }
@media (prefers-color-scheme: dark) { svg { --paper: #0d1117; --ink: #e6edf3; --dim: #9198a1;
  --route: #2d333b; --menu: #12335c; --ask: #453208; --list: #113a22; --call: #352458; --end: #521b29;
  --edge: #6e7681; --h0: #79a8ff; --h1: #e3a04f; --h2: #56c274; --h3: #b392f0; --h4: #ff7b93; --h5: #4fc3d9; } }
.paper { fill: var(--paper) }
text { font: ${FONT}px system-ui, 'DejaVu Sans', sans-serif; fill: var(--ink) }
.title { font-size: 18px; font-weight: 600 }
.name { font-size: ${FONT + 1}px; font-weight: 600 }
.kind { font-size: 10px; fill: var(--dim); text-anchor: end }
.detail, .ref, .note { fill: var(--dim); font-size: ${FONT - 1}px }
.detail { font-style: italic }
.box { stroke: var(--edge); stroke-width: 1 }
.route .box { fill: var(--route) } .menu .box { fill: var(--menu) } .ask .box { fill: var(--ask) }
.list .box { fill: var(--list) } .call .box { fill: var(--call) } .end .box { fill: var(--end) }
.line { fill: none; stroke-width: 1.4 }
.hue0 { stroke: var(--h0) } .hue1 { stroke: var(--h1) } .hue2 { stroke: var(--h2) }
.hue3 { stroke: var(--h3) } .hue4 { stroke: var(--h4) } .hue5 { stroke: var(--h5) }
.tip.hue0 { fill: var(--h0) } .tip.hue1 { fill: var(--h1) } .tip.hue2 { fill: var(--h2) }
.tip.hue3 { fill: var(--h3) } .tip.hue4 { fill: var(--h4) } .tip.hue5 { fill: var(--h5) }
</style>`;
