/** What is known for certain in each state, whichever way it was reached: variables, and figures of the calls before it. */
import type { Dialogue } from './draft.ts';
import type { Edge } from './edges.ts';
import { edgesOf, entries, isInteractive } from './edges.ts';
import type { Raw } from './raw.ts';

export interface Known {
  readonly vars: ReadonlySet<string>;
  readonly figures: ReadonlySet<string>;
}

export const NOTHING_KNOWN: Known = { vars: new Set(), figures: new Set() };

function union(left: ReadonlySet<string>, right: Iterable<string>): Set<string> {
  return new Set([...left, ...right]);
}

function intersection(left: ReadonlySet<string>, right: ReadonlySet<string>): Set<string> {
  return new Set([...left].filter((name) => right.has(name)));
}

/** What is known after an edge. A notice takes the figures with it. */
function along({ vars, figures }: Known, edge: Edge): Known {
  const lost = edge.figures === null || edge.notice !== null;
  return { vars: union(vars, edge.sets ?? []), figures: lost ? new Set() : union(figures, edge.figures ?? []) };
}

function meet(before: Known | undefined, now: Known): Known {
  if (before === undefined) return now;
  return { vars: intersection(before.vars, now.vars), figures: intersection(before.figures, now.figures) };
}

/** A screen that waits for an answer may be shown again later, when the figures are gone: it has the variables alone. */
function atState(raw: Raw, name: string, { vars, figures }: Known): Known {
  return isInteractive(raw.states.get(name)) ? { vars, figures: NOTHING_KNOWN.figures } : { vars, figures };
}

function size({ vars, figures }: Known): number {
  return vars.size + figures.size;
}

/**
 * Known by state; a state that cannot be reached is missing, or may only be reached with variables that cannot be read.
 * The sets only shrink, so it ends.
 */
export function knownByState(dialogue: Dialogue): ReadonlyMap<string, Known> {
  const { raw } = dialogue;
  const known = new Map<string, Known>();
  const queue: string[] = [];
  const arrive = (from: Known, edge: Edge): void => {
    if (edge.sets === null) return;
    const before = known.get(edge.to);
    const after = meet(before, atState(raw, edge.to, along(from, edge)));
    if (before !== undefined && size(before) === size(after)) return;
    known.set(edge.to, after);
    queue.push(edge.to);
  };
  const { ussd, sms } = entries(raw);
  for (const edge of [...ussd, ...sms]) arrive(NOTHING_KNOWN, edge);
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const here = known.get(name) ?? NOTHING_KNOWN;
    for (const edge of waysOut(dialogue, name)) arrive(here, edge);
  }
  return known;
}

function waysOut(dialogue: Dialogue, name: string): Edge[] {
  const { raw } = dialogue;
  const edges = edgesOf(dialogue, name);
  if (!isInteractive(raw.states.get(name))) return edges;
  const { tooMany } = raw.settings;
  return [...edges, { to: tooMany, path: ['tooMany'], sets: [], figures: null, notice: null, sms: null }];
}

/** The names that a text may use for these values: `nameKey` fills `{name}`. What is not always there keeps its `?`. */
export function argumentsFor(values: Iterable<string>): Set<string> {
  return new Set([...values].map((name) => name.replace(/Key(?=\??$)/, '')));
}
