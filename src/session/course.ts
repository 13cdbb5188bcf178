/** The course of a step: what it has come to and what it has caused so far. */
import type { Account, JournalEntry } from '../bonus/types.ts';
import type { Place } from './place.ts';
import type { Notice, OutgoingSms, TraceStep } from './types.ts';
import type { Values } from './values.ts';

/** Everything caused by the calls of a step, in order. */
export interface Effects {
  readonly account: Account;
  readonly messages: readonly OutgoingSms[];
  readonly entries: readonly JournalEntry[];
  readonly trace: readonly TraceStep[];
  readonly needPeer?: string;
}

/** Effects, and the place where the step has come to rest. */
export interface Course extends Effects {
  readonly place: Place;
}

/** On the way to a state: what it takes along from answers and calls. */
export interface Way {
  readonly go: string;
  readonly back: readonly string[];
  readonly vars: Values;
  readonly notice: Notice | null;
  readonly data: Values;
}

const NONE: readonly never[] = [];

/** Nothing has happened to this account yet. */
export function noEffects(account: Account): Effects {
  return { account, messages: NONE, entries: NONE, trace: NONE };
}

/** The effects, come to rest at a place. Written out here and below: every step passes, and spreads cost more than all else it does. */
export function restAt({ account, messages, entries, trace }: Effects, place: Place): Course {
  return { account, messages, entries, trace, place };
}

/** The effects with one more line of the trace. */
export function traced({ account, messages, entries, trace }: Effects, step: TraceStep): Effects {
  return { account, messages, entries, trace: [...trace, step] };
}
