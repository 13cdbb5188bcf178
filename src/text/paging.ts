/** Cuts a screen into pages that a USSD string can carry, each with its own footer. */
import { type Cutting, chooseCut, type Layout, layOut, levelsOf, skipBlank, trimBlankEnd } from './cutting.ts';
import { countSeptets, septetsOf } from './gsm7.ts';
import { type Capacity, fitsInto, USSD_CAPACITY } from './size.ts';

export interface Footers {
  /** Under a screen of one page. */
  readonly only: string;
  readonly first: string;
  readonly middle: string;
  readonly last: string;
}

export interface PageContent {
  /** Lines or paragraphs that stand one under another. */
  readonly blocks: readonly string[];
  /** What stands on the last line of each page; '' = nothing. */
  readonly footers: Footers;
}

/** This footer leaves `room` UCS2 units of a page, and the content of a page needs MIN_ROOM. */
export interface TightFooter {
  readonly ok: false;
  readonly reason: 'footer-too-long';
  readonly footer: keyof Footers;
  readonly room: number;
}

export type Pages = { readonly ok: true; readonly pages: readonly string[] } | TightFooter;

/** UCS2 units. No emoji in use is longer (the flag of a region has 14), so no character is cut for want of room. */
export const MIN_ROOM = 16;

/**
 * The pages of a screen, at least one. Blocks stay whole where they fit on a page, then lines, then words; only a word
 * longer than a page is cut, between characters (grapheme clusters, UAX #29). Blanks at the edges of pages are dropped,
 * nothing else is. A page holds 182 septets or, with any character outside GSM-7, 80 UCS2 units (TS 23.038 §5);
 * `limits.gsm7` must be at least twice `limits.ucs2`.
 * Refuses a screen of several pages whose footers leave no room. That depends on the footers alone: footers that passed
 * `tightFooter` are never refused here.
 */
export function paginate(content: PageContent, limits: Capacity = USSD_CAPACITY): Pages {
  const { blocks, footers } = content;
  const layout = layOut(blocks);
  const whole = withFooter(layout.text.slice(layout.start, layout.end), footers.only);
  if (fitsInto(whole, limits)) return { ok: true, pages: [whole] };
  return tightFooter(footers, limits) ?? { ok: true, pages: split(layout, footers, limits) };
}

/** The first footer that leaves too little room to the content of a page (in the worst case, UCS2), or null if all do. */
export function tightFooter(footers: Footers, limits: Capacity = USSD_CAPACITY): TightFooter | null {
  for (const footer of ['only', 'first', 'middle', 'last'] as const) {
    const room = limits.ucs2 - underline(footers[footer]).length;
    if (room < MIN_ROOM) return { ok: false, reason: 'footer-too-long', footer, room };
  }
  return null;
}

/** All pages of a text that does not fit on one. */
function split(layout: Layout, footers: Footers, limits: Capacity): string[] {
  const cutting = cuttingOf(layout, footers, limits);
  const pages: string[] = [];
  let { start } = layout;
  for (;;) {
    const footer = pages.length === 0 ? footers.first : footers.middle;
    const cut = chooseCut(cutting, start, reach(layout, start, footer, limits));
    pages.push(withFooter(trimBlankEnd(layout.text.slice(start, cut)), footer));
    start = skipBlank(layout.text, cut);
    const rest = withFooter(layout.text.slice(start, layout.end), footers.last);
    if (fitsInto(rest, limits)) return [...pages, rest];
  }
}

function cuttingOf(layout: Layout, footers: Footers, limits: Capacity): Cutting {
  const fitsAlone = (from: number, to: number) => {
    const footer = to === layout.end ? footers.last : footers.middle;
    return fitsInto(withFooter(layout.text.slice(from, to), footer), limits);
  };
  return { layout, levels: levelsOf(layout), longest: limits.gsm7, fitsAlone };
}

/**
 * The furthest end of a page that starts here and is not the last. Once a character is outside GSM-7, septets are Infinity and units decide;
 * before that, units decide nothing: 80 characters of GSM-7 are 160 septets at most.
 */
function reach(layout: Layout, start: number, footer: string, limits: Capacity): number {
  const below = underline(footer);
  let septets = countSeptets(below) ?? Infinity;
  let units = below.length;
  let end = start;
  for (; end < layout.end - 1; end++) {
    septets += septetsOf(layout.text.charCodeAt(end)) || Infinity;
    units++;
    if (septets > limits.gsm7 && units > limits.ucs2) break;
  }
  return end;
}

function withFooter(body: string, footer: string): string {
  return body === '' ? footer : body + underline(footer);
}

function underline(footer: string): string {
  return footer === '' ? '' : `\n${footer}`;
}
