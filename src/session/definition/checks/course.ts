/** The course of a dialogue: calls end in a screen, SMS never ask, a phone always gets a screen. */

import { issueAt } from '../../../yaml/issue.ts';
import type { Check, Dialogue } from '../draft.ts';
import { edgesOf, entries, isCall, isInteractive, reachable } from '../edges.ts';

/** A way through calls alone that comes back to `name`, or null. */
function loopFrom(dialogue: Dialogue, name: string): readonly string[] | null {
  const ways: (readonly string[])[] = [[name]];
  const seen = new Set<string>();
  for (const way of ways) {
    const last = way.at(-1) ?? name;
    for (const { to } of edgesOf(dialogue, last)) {
      if (to === name) return [...way, name];
      if (seen.has(to) || !isCall(dialogue.raw.states.get(to))) continue;
      seen.add(to);
      ways.push([...way, to]);
    }
  }
  return null;
}

/** Calls that lead to each other without a question between. Each loop is told once, at its first state in the file. */
export const checkLoops: Check = (draft) => {
  const { raw, source } = draft;
  const told = new Set<string>();
  return [...raw.states].flatMap(([name, state]) => {
    const loop = isCall(state) && !told.has(name) ? loopFrom(draft, name) : null;
    if (loop === null) return [];
    for (const step of loop) told.add(step);
    const message = `calls go round without an answer between: ${loop.join(' → ')}`;
    return [
      issueAt(source.place(['states', name], 'key'), message, 'lead one of them to a menu, a question or an end'),
    ];
  });
};

/** What a command by SMS leads to ends without a question. */
export const checkSmsEnds: Check = (draft) =>
  entries(draft.raw).sms.flatMap(({ to, path }) => {
    const reached = reachable(draft, [to], (name) => isCall(draft.raw.states.get(name)));
    const asking = [...reached].find((name) => isInteractive(draft.raw.states.get(name)));
    if (asking === undefined) return [];
    const message = `an SMS cannot ask, but this leads to "${asking}"`;
    return [issueAt(draft.source.place(path), message, 'lead to an end, or to calls whose outcomes lead to ends')];
  });

/** An end without a text says nothing: fine over SMS, where the core answers, but a phone waits for a screen. */
export const checkSilentEnds: Check = (draft) => {
  const { raw, source } = draft;
  const roots = [...entries(raw).ussd.map(({ to }) => to), raw.settings.tooMany];
  return [...reachable(draft, roots)].flatMap((name) => {
    const state = raw.states.get(name);
    if (state === undefined || !('end' in state) || state.end !== null) return [];
    return [
      issueAt(source.place(['states', name, 'end']), `a phone reaches "${name}" and gets no screen`, 'give it a text'),
    ];
  });
};

/** A notice stands above the next question: an end has none. */
export const checkNotices: Check = (draft) =>
  [...draft.raw.states.keys()].flatMap((name) =>
    edgesOf(draft, name).flatMap(({ to, notice, path }) => {
      const target = draft.raw.states.get(to);
      if (notice === null || target === undefined || !('end' in target)) return [];
      const place = draft.source.place([...path.slice(0, -1), 'notice'], 'key');
      return [issueAt(place, `"${to}" is an end and shows no notice`, `say it in the text of "${to}"`)];
    }),
  );
