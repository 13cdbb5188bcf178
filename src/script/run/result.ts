/** What came of a script: passed, or what was not as it says, with the dialogue so far. Data only. */
import type { GatewayEvent, InboxSms } from '../../flow/api.ts';
import type { Place } from '../../yaml/issue.ts';
import type { Script, Step } from '../language/script.ts';
import type { Ability, Facts, Shown } from '../wire.ts';

export interface ScriptResult {
  readonly script: Script;
  /** Real time that it took, ms. */
  readonly ms: number;
  readonly outcome: Outcome;
  /** What was done and what came of it, in its order; of a failure the last one is where it failed. Of what passed, only where it is kept. */
  readonly transcript: readonly Entry[];
  /** What happened inside, oldest first; empty where nobody tells. Of what passed, only where it is kept. */
  readonly trace: readonly GatewayEvent[];
}

export type Outcome =
  | { readonly kind: 'passed' }
  /** Something is not as the script says; the first of them decides. */
  | { readonly kind: 'failed'; readonly mismatches: readonly [Mismatch, ...Mismatch[]] }
  /** The wire broke, or time ran out: whether the script holds is not known. */
  | { readonly kind: 'broken'; readonly place: Place; readonly reason: string }
  /** The wire cannot do what the script needs. */
  | { readonly kind: 'impossible'; readonly lacks: readonly Ability[] };

/** One thing that is not as the script says. */
export interface Mismatch extends Finding {
  /** Null: found at the end, when all steps were done. */
  readonly step: Step | null;
}

export interface Finding {
  /** Of the expectation. */
  readonly place: Place;
  /** A sentence: `The screen does not contain this text.` */
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
  /** `lines`: both are texts of the same kind, to be compared line by line. */
  readonly compare: 'lines' | 'whole';
  /** What would be right in its place; null where nothing can be written there. */
  readonly update: Update | null;
}

/** What stands in the file is replaced by this, as YAML data. */
export interface Update {
  readonly place: Place;
  readonly value: unknown;
}

/** What one step did, and what came of it. */
export interface Entry {
  readonly step: Step;
  /** Name of the phone. */
  readonly phone: string;
  readonly deed: Deed;
  readonly screens: readonly Shown[];
  readonly refusal: { readonly word: string; readonly detail: string } | null;
  /** What the bonus core answered. */
  readonly returned: Facts | null;
  readonly sms: readonly InboxSms[];
}

/** `phone`: something that the phone sent; `around`: something that was done to its world, or nothing at all. */
export type Deed = { readonly kind: 'phone' | 'around'; readonly text: string };
