/** Africa's Talking's way of asking an application for a screen, and of answering: a form out, `CON …` or `END …` back. */

/** A turn of the phone, as the form tells it. */
export interface Turn {
  readonly sessionId: string;
  /** The code that was dialled, like `*384*77#`. */
  readonly serviceCode: string;
  /** Without `+`. */
  readonly msisdn: string;
  /** All that the phone has said so far, joined by `*`; '' = nothing yet. */
  readonly said: string;
}

/** What an application answered. */
export type Reading =
  | { readonly kind: 'screen'; readonly text: string; readonly awaiting: boolean }
  /** @param why for people */
  | { readonly kind: 'wrong'; readonly why: string };

/** The network that the form names: none of theirs. */
const NETWORK_CODE = '99999';

/** The body of the request, as application/x-www-form-urlencoded. */
export function turnForm({ sessionId, serviceCode, msisdn, said }: Turn): string {
  const fields = { sessionId, serviceCode, phoneNumber: `+${msisdn}`, networkCode: NETWORK_CODE, text: said };
  return new URLSearchParams(fields).toString();
}

const PREFIX = /^(CON|END)(?:\s|$)/;

/** Reads the body of an answer: the text after `CON ` (the phone may answer) or `END ` (it is over). */
export function readScreen(body: string): Reading {
  const trimmed = body.replace(/^\uFEFF/, '').trimStart();
  const [, prefix] = PREFIX.exec(trimmed) ?? [];
  if (prefix === undefined) return { kind: 'wrong', why: 'the answer begins neither with CON nor with END' };
  const text = trimmed
    .slice(prefix.length)
    .replace(/^[ \t]/, '')
    .replace(/\r\n/g, '\n')
    .trimEnd();
  if (text === '') return { kind: 'wrong', why: `there is no text after ${prefix}` };
  return { kind: 'screen', text, awaiting: prefix === 'CON' };
}
