/** What leaves a link: requests as the window lets them, and answers. */
import type { CommandName, ResponseName } from '../pdu/commands.ts';
import type { Pdu, Tlv } from '../pdu/pdu.ts';
import { STATUSES, type StatusName } from '../pdu/statuses.ts';
import { loseEach } from './closing.ts';
import type { Core } from './core.ts';
import { emptyBody, responseTo } from './responses.ts';
import { isBound, maySend } from './states.ts';
import type { Answer, Asked, Outcome } from './types.ts';
import { tellPdu } from './watching.ts';
import type { Flying } from './window.ts';

const NO_TLVS: readonly Tlv[] = Object.freeze([]);

type AnyBody = Pdu['body'];

function put(core: Core, command: CommandName, status: number, sequence: number, body: AnyBody, tlvs = NO_TLVS): void {
  const pdu = { command, status, sequence, body, tlvs } as Pdu;
  core.output.put(pdu);
  tellPdu(core, 'out', pdu);
}

/** Takes a request in; see `Link.request`. */
export function ask(core: Core, asked: Asked, done: (outcome: Outcome) => void): boolean {
  if (core.leaving !== null || !maySend(core.clocks.state, core.side, asked.command)) return false;
  if (!core.window.enqueue({ asked, done })) return false;
  pump(core);
  return true;
}

/** Sends of what waits as much as window and peer take. */
export function pump(core: Core): void {
  while (!core.output.isBlocked()) {
    const request = core.window.take(core.pulse.now());
    if (request === null) return;
    send(core, request);
  }
}

/** Sends link keeping, before all that waits. */
export function askAtOnce(core: Core, command: 'enquire_link' | 'unbind', done: (outcome: Outcome) => void): void {
  send(core, core.window.overtake({ asked: { command, body: {} }, done }, core.pulse.now()));
}

function send(core: Core, request: Flying): void {
  const { command, body, tlvs } = request.asked;
  try {
    put(core, command, 0, request.sequence, body, tlvs);
  } catch (error) {
    core.window.drop(request.sequence);
    core.onError(error, `SMPP link ${core.link.id}: ${command}`);
    loseEach(core, [request], 'unsendable');
  }
}

/** How many requests would leave at once if they were asked now. */
export function room(core: Core): number {
  const isOpen = isBound(core.clocks.state) && core.leaving === null && !core.output.isBlocked();
  return isOpen ? core.window.room() : 0;
}

/** Answers a request of the peer; what has no form on the wire becomes a system error. */
export function answer(core: Core, request: Pdu, { command, status = 0, body, tlvs }: Answer): void {
  try {
    put(core, command, status, request.sequence, body ?? emptyBody(command as ResponseName), tlvs);
  } catch (error) {
    core.onError(error, `SMPP link ${core.link.id}: ${command}`);
    respond(core, request, 'ESME_RSYSERR');
  }
}

/** Answers with nothing but a status: in the command's own response, or in generic_nack where it has none. */
export function respond(
  core: Core,
  { command, sequence }: { readonly command: CommandName | null; readonly sequence: number },
  status: StatusName,
): void {
  const response = responseTo(command);
  put(core, response, STATUSES[status].code, sequence, emptyBody(response));
}
