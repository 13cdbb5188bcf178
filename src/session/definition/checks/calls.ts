/** Calls and lists ask the core only for what it has, give it what it needs, and say where each outcome leads. */

import type { Issue } from '../../../yaml/issue.ts';
import { issueAt } from '../../../yaml/issue.ts';
import { didYouMean, nearest } from '../../../yaml/nearest.ts';
import type { Path } from '../../../yaml/path.ts';
import { UNREADABLE } from '../../../yaml/unread.ts';
import type { Check, Draft } from '../draft.ts';
import { branchesOf, isCall, possibleOutcomes } from '../edges.ts';
import { knownByState } from '../known.ts';
import { figuresOf, takenBy, takesMore } from '../operations.ts';
import type { Raw, RawCall } from '../raw.ts';

const CHANNELS = ['ussd', 'sms', 'web'];

function noProgram({ source, hasProgram }: Draft, path: Path): Issue[] {
  if (hasProgram) return [];
  return [
    issueAt(source.place(path, 'key'), 'this service has no bonus program', 'add program.yaml beside service.yaml'),
  ];
}

function strangers(
  draft: Draft,
  path: Path,
  names: readonly string[],
  allowed: readonly string[],
  whose: string,
): Issue[] {
  return names.flatMap((name, index) => {
    if (allowed.includes(name) || name === UNREADABLE || draft.raw.unread.touches([...path, name])) return [];
    const isField = path.at(-1) === 'keep';
    const place = isField ? draft.source.place([...path, index]) : draft.source.place([...path, name], 'key');
    const message = `"${name}" is not a field of ${whose}`;
    return [issueAt(place, message, didYouMean(name, allowed, `write one of ${allowed.join(', ') || 'none'}`))];
  });
}

/** Fields that the call lacks; nothing is said of one that is there misspelt, or where some cannot be read. */
function lacking({ raw, source }: Draft, path: Path, { call, with: given = {} }: RawCall): Issue[] {
  if (raw.unread.touches([...path, 'with'])) return [];
  const takes = takenBy(call);
  const misspelt = takesMore(call) ? [] : Object.keys(given).map((name) => nearest(name, takes));
  return takes
    .filter((field) => !Object.hasOwn(given, field) && !misspelt.includes(field))
    .map((field) =>
      issueAt(source.place(path, 'key'), `"${call}" needs the field "${field}"`, `add "${field}" under "with"`),
    );
}

function fieldIssues(draft: Draft, name: string, call: RawCall): Issue[] {
  const path = ['states', name];
  const takes = takenBy(call.call);
  const gives = figuresOf(draft.words, call.call, 'ok')?.filter((figure) => !figure.endsWith('?'));
  const given = takesMore(call.call) ? [] : Object.keys(call.with ?? {});
  const kept = gives === undefined ? [] : (call.keep ?? []);
  return [
    ...lacking(draft, path, call),
    ...strangers(draft, [...path, 'with'], given, takes, `"${call.call}"`),
    ...strangers(draft, [...path, 'keep'], kept, gives ?? [], `the outcome "ok" of "${call.call}"`),
    ...channelIssues(draft, [...path, 'with', 'channel'], call.with?.channel),
  ];
}

function channelIssues({ source }: Draft, path: Path, channel: unknown): Issue[] {
  if (channel === undefined || channel === UNREADABLE || CHANNELS.includes(String(channel))) return [];
  const fix = didYouMean(String(channel), CHANNELS, `write one of ${CHANNELS.join(', ')}`);
  return [issueAt(source.place(path), `"${String(channel)}" is not a channel`, fix)];
}

/** Whether an outcome for which nothing is said may be in a part that cannot be read. */
function mayBeCovered({ unread }: Raw, name: string): boolean {
  return unread.touches(['states', name, 'on']) || unread.touches(['refusals']);
}

function outcomeIssues(draft: Draft, name: string, call: RawCall): Issue[] {
  const { raw, source } = draft;
  const possible = possibleOutcomes(draft, call);
  if (possible === null) return [];
  const covered = new Set(branchesOf(draft, name, call).map(({ outcome }) => outcome));
  const open = mayBeCovered(raw, name) ? [] : possible.filter((outcome) => !covered.has(outcome));
  const strange = Object.keys(call.on).filter((outcome) => !possible.includes(outcome));
  return [
    ...strange.map((outcome) =>
      issueAt(
        source.place(['states', name, 'on', outcome], 'key'),
        `"${call.call}" never answers "${outcome}"`,
        didYouMean(outcome, possible, `its outcomes are ${possible.join(', ')}`),
      ),
    ),
    ...open.map((outcome) =>
      issueAt(
        source.place(['states', name], 'key'),
        `nothing says where the outcome "${outcome}" of "${call.call}" leads`,
        `add "${outcome}" under "on", or "otherwise"`,
      ),
    ),
  ];
}

/** Each call: fields, outcomes, and that there is a program at all. */
export const checkCalls: Check = (draft) =>
  [...draft.raw.states].flatMap(([name, state]) => {
    if (!isCall(state)) return [];
    const program = noProgram(draft, ['states', name, 'call']);
    if (state.call === UNREADABLE) return program;
    return [...program, ...fieldIssues(draft, name, state), ...outcomeIssues(draft, name, state)];
  });

/** Values such as `$code` name a variable that is set on every way to the call or list. */
export const checkVariables: Check = (draft) => {
  const { raw, source } = draft;
  const known = knownByState(draft);
  return [...raw.states].flatMap(([name, state]) => {
    const field = 'call' in state ? 'with' : 'where';
    const values = 'call' in state ? state.with : 'list' in state ? state.where : undefined;
    const here = known.get(name);
    if (here === undefined) return [];
    return Object.entries(values ?? {}).flatMap(([key, value]) => {
      if (typeof value !== 'string' || !value.startsWith('$')) return [];
      const variable = value.slice(1);
      if (here.vars.has(variable) || (field === 'with' && variable === 'msisdn')) return [];
      const fix = didYouMean(variable, here.vars, `set it on every way here, with "set" or "keep"`);
      return [
        issueAt(source.place(['states', name, field, key]), `the variable "${variable}" is not always set here`, fix),
      ];
    });
  });
};
