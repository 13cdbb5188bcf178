/** Screens and SMS as plain lines, for pipes and scripts. */
import type { InboxSms, UssdAnswer } from '../flow/api.ts';

export interface LinePrinter {
  screen(answer: UssdAnswer): void;
  sms(messages: readonly InboxSms[]): void;
}

/**
 * Prints a screen as it is (an empty line before each but the first), an SMS as `SMS from NUMBER: TEXT` (further lines
 * indented by two); with `json` one object a line.
 */
export function linePrinter(stdout: NodeJS.WritableStream, json: boolean): LinePrinter {
  let screens = 0;
  const write = (kind: string, value: object, plain: string) =>
    stdout.write(json ? `${JSON.stringify({ kind, ...value })}\n` : `${plain}\n`);
  return {
    screen: (answer) => void write('screen', answer, screens++ === 0 ? answer.text : `\n${answer.text}`),
    sms: (messages) => {
      for (const sms of messages) write('sms', sms, plainSms(sms));
    },
  };
}

/** `SMS from 4555: …` */
export function plainSms({ from, text }: InboxSms): string {
  return `SMS from ${from}: ${text.replaceAll('\n', '\n  ')}`;
}

/** `1 account`, `2 accounts` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
