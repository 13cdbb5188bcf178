/**
 * The list of a subscriber's SMS as it is kept: a line for each SMS, and lines that correct earlier ones. Lists only grow: so a
 * correction is part of one commit like everything else.
 */
import { smsSize } from '../text/size.ts';
import type { InboxSms } from './api.ts';

/** An SMS that its sender changed, or took back (`text` null), before its wire had it. */
export interface Correction {
  /** Its number in the list. */
  readonly sms: string;
  readonly text: string | null;
}

interface CorrectionLine {
  readonly corrects: string;
  readonly by: Pick<InboxSms, 'text' | 'parts'> | null;
}

/** The line that says so. */
export function correctionLine({ sms, text }: Correction): string {
  const by = text === null ? null : { text, parts: smsSize(text).parts };
  return JSON.stringify({ corrects: sms, by } satisfies CorrectionLine);
}

/** The SMS as they are now, oldest first. */
export function readInbox(lines: readonly string[]): InboxSms[] {
  const inbox = new Map<string, InboxSms>();
  for (const line of lines) {
    const read = JSON.parse(line) as InboxSms | CorrectionLine;
    if ('corrects' in read) correct(inbox, read);
    else inbox.set(read.id, read);
  }
  return [...inbox.values()];
}

/** What the list has no more cannot be corrected. */
function correct(inbox: Map<string, InboxSms>, { corrects, by }: CorrectionLine): void {
  const sms = inbox.get(corrects);
  if (sms === undefined) return;
  if (by === null) inbox.delete(corrects);
  else inbox.set(corrects, { ...sms, ...by });
}
