/**
 * What waits for a core that runs elsewhere: in the store before the core is asked, gone in the commit that writes what came of it. So
 * a crash, a lost answer or a second process can neither forget it nor do it twice.
 */
import type { Operation } from '../../bonus/types.ts';
import type { Session } from '../../session/types.ts';
import type { Stored } from '../../store/port.ts';
import type { Call, ProfileChange, Submission } from '../api.ts';
import type { CoreFailure } from '../coreFailed.ts';
import type { RecordPlan } from '../planned.ts';
import type { CoreAnswer } from './port.ts';

/** What is to be done again once the core has answered. */
export type Work =
  | {
      readonly kind: 'ussd';
      readonly service: string;
      readonly nonce: string;
      readonly take: Take;
      readonly reference?: string;
      /** As the phone counts. */
      readonly phoneStep: number;
    }
  | { readonly kind: 'sms'; readonly text: Submission & { readonly messageId: string } }
  | { readonly kind: 'write'; readonly id: string; readonly operation: Operation }
  | { readonly kind: 'profile'; readonly changes: readonly IdentifiedChange[] };

/** A change of a profile that the core is to hear of, after those before it. */
export interface IdentifiedChange {
  readonly id: string;
  readonly change: ProfileChange;
}

/** A step of a machine. */
export type Take =
  | { readonly how: 'start'; readonly start: string; readonly inputs: readonly string[] }
  | { readonly how: 'resume'; readonly session: Session }
  | { readonly how: 'answer'; readonly session: Session; readonly input: string };

export interface Pending {
  readonly program: string;
  readonly work: Work;
  /** By which the subscriber spoke. */
  readonly wire: string;
  /** What the core has answered by now, by request id. */
  readonly answers: Readonly<Record<string, CoreAnswer>>;
  /** World time, epoch ms. */
  readonly begunAt: number;
  /** Machine time of day when it began, epoch ms. */
  readonly since: number;
  /** Machine time of day, epoch ms: until `patience` after it, somebody may wait. */
  readonly askedAt: number;
  /** The phone was told that the answer comes by SMS. */
  readonly isPromised?: true;
  /** Somebody who does not know its core has said so. */
  readonly isLeft?: true;
  /** A fault: the answer gets lost once it is there. */
  readonly lost?: CoreFailure;
  readonly idempotency?: NonNullable<Call['idempotency']>;
}

/**
 * For how long a core is asked again, ms: it keeps the answer to a key for 24 hours, by the world's clock or, if it has no worlds, by
 * its own, and who asked later would have the effect twice.
 */
const ASKED_FOR = 23 * 60 * 60 * 1000;

const PREFIX = 'q.';

/** Due from the beginning on: whoever sweeps sees to it that somebody asks, whatever the world's clock says. */
const AT_ONCE = 0;

/** Not the deadline of what waits: so whoever drops what is done drops nothing that began under its key meanwhile. */
export const DONE_AT = 1;

const DONE = 'null';

/** Key of the record that holds it. @param id unique among the subscriber's */
export function pendingKey(id: string): string {
  return `${PREFIX}${id}`;
}

/** Whether a record's key is one of these. */
export function isPending(key: string | undefined): key is string {
  return key?.startsWith(PREFIX) === true;
}

/** Reads one; null where there is none, or it is done. */
export function readPending(stored: Stored | null | undefined): Pending | null {
  return stored == null || stored.value === DONE ? null : (JSON.parse(stored.value) as Pending);
}

/** The write that puts it there. @param seen the record as the step saw it */
export function pendingRecord(key: string, seen: Stored | null | undefined, pending: Pending): RecordPlan {
  return { key, seen: seen?.etag ?? '', value: JSON.stringify(pending), expiresAt: AT_ONCE };
}

/** The write that ends it. */
export function doneRecord(key: string, seen: Stored | null | undefined): RecordPlan {
  return { key, seen: seen?.etag ?? '', value: DONE, expiresAt: DONE_AT };
}

/** Whether the core may not be asked any more. @param now world time, epoch ms @param machineNow machine time of day, epoch ms */
export function isTooLate({ begunAt, since }: Pending, now: number, machineNow: number): boolean {
  return now >= begunAt + ASKED_FOR || machineNow >= since + ASKED_FOR;
}
