/**
 * Faults of SMS on their way to a phone. One that is late is a record of its subscriber, committed with the step that sent it, and
 * comes when the record falls due: it can no more be lost than what is on time.
 */
import type { PlannedSms, RecordPlan } from '../planned.ts';
import type { View } from '../view.ts';
import { NO_LUCK } from './luck.ts';

/** An SMS that comes at a later moment of the world's clock, epoch ms. */
export interface LateSms {
  readonly sms: PlannedSms;
  readonly comesAt: number;
}

export interface OnTheWay {
  /** What comes now. */
  readonly messages: readonly PlannedSms[];
  readonly late: readonly LateSms[];
}

const NONE: readonly never[] = [];

const LATE = 'late.';

/** What becomes of the SMS of a step. */
export function onTheWay(view: View, messages: readonly PlannedSms[]): OnTheWay {
  if (view.luck === NO_LUCK || messages.length === 0) return { messages, late: NONE };
  const copies = messages.flatMap((sms, index) => copiesOf(view, sms, nameOf(sms, index)));
  return {
    messages: copies.flatMap(({ sms, comesAt }) => (comesAt > view.now ? [] : [sms])),
    late: copies.filter(({ comesAt }) => comesAt > view.now),
  };
}

/** Whether a message with a home of its own gets lost on the way to its phone. The same whenever it is asked. */
export function isMessageLost({ luck }: View, messageId: string): boolean {
  return luck('smsDrop', `#${messageId}`) !== null;
}

/** How much later than now a message with a home of its own sets out, ms of world time. */
export function messageDelay(view: View, messageId: string): number {
  return delayOf(view, `#${messageId}`);
}

/** Where a message with a home is to be found among the cases, and which SMS of its step another one is. */
function nameOf({ message }: PlannedSms, index: number): string {
  return message === undefined ? String(index) : `#${message}`;
}

function copiesOf(view: View, sms: PlannedSms, name: string): readonly LateSms[] {
  if (sms.isLate) return [{ sms, comesAt: view.now }];
  if (view.luck('smsDrop', name) !== null) return NONE;
  // A message with a home was late there already: its receipts had to be, too.
  const delay = (about: string) => (sms.message === undefined ? delayOf(view, about) : 0);
  const first = { sms, comesAt: view.now + delay(name) };
  if (view.luck('smsDuplicate', name) === null) return [first];
  const { message: _, ...again } = sms;
  return [first, { sms: again, comesAt: view.now + delay(`${name} again`) }];
}

function delayOf({ luck }: View, name: string): number {
  const delay = luck('smsDelay', name)?.setting.by ?? 0;
  const moved = luck('smsReorder', name);
  return moved === null ? delay : delay + Math.floor(moved.setting.within * moved.chance);
}

/** The record by which a late SMS waits. @param id unique among the subscriber's */
export function lateRecord({ sms, comesAt }: LateSms, id: string): RecordPlan {
  const { from, text } = sms;
  return { key: LATE + id, seen: '', value: JSON.stringify({ from, text }), expiresAt: comesAt };
}

/** Whether a record that falls due is a late SMS. */
export function isLateSms(key: string | undefined): key is string {
  return key?.startsWith(LATE) === true;
}
