/** Where a phone is: SMS go to the wire through which its MSISDN last spoke. */
import type { Account } from '../bonus/types.ts';
import type { Session } from '../session/types.ts';
import type { View } from './view.ts';
import { isBindWire } from './wires.ts';

/** How the subscriber speaks in a step, if it is the subscriber who does. */
export interface Speech {
  readonly wire?: string;
  /** By SMS: no session knows of it. */
  readonly texts?: boolean;
}

/** The wire that is the phone's in a step: by which it speaks, else that of its dialogue, else the one that is remembered. */
export function lastWire({ session, account }: Pick<View, 'session' | 'account'>, { wire }: Speech): string {
  if (wire !== undefined) return wire;
  return (isDialogue(session) ? session.wire : account.wire) ?? 'http';
}

/**
 * The account as a step leaves it: it remembers the phone's wire from where no session does. A live session costs nothing
 * here, nor does a wire that is remembered already.
 * @param next what the step makes of the session; undefined = it stays
 */
export function rememberWire(account: Account, view: View, next: Session | null | undefined, speech: Speech): Account {
  return isLeft(view, next, speech) ? withWire(account, lastWire(view, speech)) : account;
}

/** Whether the dialogue ended, or it was an SMS. */
function isLeft({ session }: View, next: Session | null | undefined, { wire, texts }: Speech): boolean {
  if (next === undefined) return texts === true;
  return !isDialogue(next) && (wire !== undefined || isDialogue(session));
}

function isDialogue(session: Session | null): session is Session {
  return session !== null && session.dropped !== true;
}

/** Wires where phones come and ask need not be remembered: nothing is brought to them. */
function withWire(account: Account, wire: string): Account {
  const kept = isBindWire(wire) ? wire : undefined;
  if (account.wire === kept) return account;
  const { wire: _, ...rest } = account;
  return kept === undefined ? rest : { ...rest, wire: kept };
}
