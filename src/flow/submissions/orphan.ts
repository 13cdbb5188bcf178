/**
 * Entries whose messages have no home: it is written right after them, unless whoever wrote them died in between.
 *
 * Such an entry is given up in the place where its home would be: so the home cannot be written any more, and nobody is told
 * that a message is taken whose entry has been thrown away, however long its writer slept.
 */
import type { FlowDeps } from '../deps.ts';
import { inHome } from './home.ts';
import type { Message, QueuedIn } from './message.ts';

/** Whose entry it is. */
interface Orphan {
  readonly id: string;
  readonly phone: string;
  readonly entry: QueuedIn;
}

/** @returns false where the message has a home by now */
export function giveUp(deps: FlowDeps, world: string, orphan: Orphan): Promise<boolean> {
  return inHome(deps, world, orphan.id, (found, { now }) =>
    found === null ? { result: true, message: givenUp(orphan, now) } : { result: false },
  );
}

/** Whether this is what is left of an orphan. @param of whose entry was thrown away; absent = anyone's */
export function isGivenUp({ state, queuedIn }: Message, of?: Message): boolean {
  return state === 'UNKNOWN' && (of === undefined || of.queuedIn?.id === queuedIn?.id);
}

function givenUp({ id, phone, entry }: Orphan, now: number): Message {
  return {
    id,
    from: '',
    to: phone,
    receiver: { kind: 'subscriber' },
    content: { text: '' },
    serviceType: '',
    wire: '',
    receipt: null,
    state: 'UNKNOWN',
    revision: 0,
    submittedAt: now,
    schedule: null,
    expiresAt: now,
    queuedIn: entry,
    finalAt: now,
  };
}
