/** The good answer to a message. */
import type { Link } from '../link/types.ts';
import type { UssdPdu } from '../ussd/types.ts';
import type { Taken } from './adapter.ts';

const RESPONSES = {
  submit_sm: 'submit_sm_resp',
  deliver_sm: 'deliver_sm_resp',
  data_sm: 'data_sm_resp',
} as const satisfies Record<UssdPdu['command'], string>;

/** Answers a message with its id; a deliver_sm gets none (SMPP 3.4 §4.6.2). */
export function acknowledge(link: Link, request: UssdPdu, messageId: string): void {
  const message_id = request.command === 'deliver_sm' ? '' : messageId;
  link.answer(request, { command: RESPONSES[request.command], body: { message_id } });
}

/** Answers a message by what became of it. */
export function answerTaken(link: Link, request: UssdPdu, taken: Taken): void {
  if (taken.kind === 'taken') acknowledge(link, request, taken.messageId);
  else link.refuse(request, taken.status);
}
