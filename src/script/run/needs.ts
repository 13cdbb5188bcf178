/** What a script needs of a wire besides dialling, found out before any runs. */
import type { Expect, Script, Step, Verb } from '../language/script.ts';
import type { Ability, Wire } from '../wire.ts';

const OF_VERBS: Readonly<Record<Verb, Ability | null>> = {
  dial: null,
  answer: null,
  pages: null,
  look: null,
  wait: null,
  hangup: 'hangup',
  sms: 'sms',
  push: 'push',
  clock: 'control',
  event: 'control',
  bonus: 'control',
  subscriber: 'control',
  faults: 'control',
};

const OF_EXPECTATIONS: Readonly<Record<keyof Expect, Ability | null>> = {
  shows: null,
  ends: null,
  within: null,
  refused: 'words',
  gets: 'sms',
  returns: 'control',
  balance: 'control',
  member: 'control',
  catalogue: 'control',
  journal: 'control',
};

/** What a phone does; refusals of anything else come from control, with their figures. */
const BY_PHONE: ReadonlySet<Verb> = new Set(['dial', 'answer', 'pages', 'hangup', 'sms', 'push']);

/** Without a world whose clock can be moved, time is waited for, but no longer than this, ms. */
const LONGEST_REAL_WAIT = 60_000;

/** Abilities in the order in which people read of them. */
const ORDER: readonly Ability[] = ['control', 'sms', 'hangup', 'push', 'words', 'figures'];

/** All abilities that a script needs. */
export function needsOf({ given, steps }: Script): ReadonlySet<Ability> {
  const needs = new Set(steps.flatMap(needsOfStep));
  if (given.asked.size > 0) needs.add('control');
  return needs;
}

/** What a script needs and a wire lacks; empty = it can run. */
export function lacksOf(script: Script, { abilities }: Pick<Wire, 'abilities'>): readonly Ability[] {
  const needs = needsOf(script);
  return ORDER.filter((ability) => needs.has(ability) && !abilities.has(ability));
}

function needsOfStep({ act, expect, captures }: Step): Ability[] {
  const needs: (Ability | null)[] = [
    OF_VERBS[act.verb],
    ...(Object.keys(expect) as (keyof Expect)[]).map((name) => OF_EXPECTATIONS[name]),
  ];
  if (BY_PHONE.has(act.verb) && Object.keys(expect.refused?.value.figures ?? {}).length > 0) needs.push('figures');
  if (captures.some(({ from }) => from.kind === 'sms')) needs.push('sms');
  if (captures.some(({ from }) => from.kind === 'returned')) needs.push('control');
  if (act.verb === 'look' && expect.ends !== undefined) needs.push('control');
  if (act.verb === 'wait' && act.ms > LONGEST_REAL_WAIT) needs.push('control');
  return needs.filter((ability) => ability !== null);
}
