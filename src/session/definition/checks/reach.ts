/** Warnings about states: those that nothing leads to, and those from which no answer leads to an end. */
import { issueAt } from '../../../yaml/issue.ts';
import type { Check, Dialogue } from '../draft.ts';
import { edgesOf, entries, isInteractive, reachable } from '../edges.ts';
import type { Raw } from '../raw.ts';
import { leadingTo } from './ways.ts';

function roots({ raw }: Dialogue): string[] {
  const { ussd, sms } = entries(raw);
  return [...ussd, ...sms].map(({ to }) => to);
}

/** States that some dialogue comes to; the one for too many wrong answers is among them where there is a question. */
function reached(dialogue: Dialogue): Set<string> {
  const { raw } = dialogue;
  const found = reachable(dialogue, roots(dialogue));
  const asks = [...found].some((name) => isInteractive(raw.states.get(name)));
  return asks ? reachable(dialogue, [...found, raw.settings.tooMany]) : found;
}

/** States that nothing leads to. */
export const checkReached: Check = (draft) => {
  const { raw, source } = draft;
  const found = reached(draft);
  return [...raw.states.keys()]
    .filter((name) => !found.has(name))
    .map((name) =>
      issueAt(
        source.place(['states', name], 'key'),
        `nothing leads to the state "${name}"`,
        'lead to it, or remove it',
      ),
    );
};

/** An end, or a list that is there to be read and no more: whoever has read it goes back or hangs up. */
function isGoal(raw: Raw, name: string): boolean {
  const state = raw.states.get(name);
  return state !== undefined && ('end' in state || ('list' in state && state.pick === undefined));
}

/**
 * States from which no answer leads to an end, however many are given: one can only hang up, or be wrong too often. Told
 * once, at the first of them.
 */
export const checkExits: Check = (draft) => {
  const { raw, source } = draft;
  const names = [...raw.states.keys()];
  const ways = names.flatMap((from) => edgesOf(draft, from).map(({ to }) => ({ from, to })));
  const leaving = leadingTo(
    ways,
    names.filter((name) => isGoal(raw, name)),
  );
  const trapped = names.filter((name) => !leaving.has(name));
  const [first] = trapped;
  if (first === undefined) return [];
  const message = `no answer leads from here to an end: ${trapped.join(', ')}`;
  return [issueAt(source.place(['states', first], 'key'), message, 'lead one of its answers to an end')];
};
