/** What comes in over a link: octets to frames, frames to PDUs, PDUs to whoever waits for them. */
import { COMMANDS, type CommandName } from '../pdu/commands.ts';
import type { Decoded, Pdu } from '../pdu/pdu.ts';
import { decode } from '../pdu/read.ts';
import type { StatusName } from '../pdu/statuses.ts';
import { close, fail } from './closing.ts';
import type { Core } from './core.ts';
import { progress, takeUnbind } from './leaving.ts';
import { pump, respond } from './sending.ts';
import { isBind, maySend, peerOf, wrongState } from './states.ts';
import { admits } from './throttle.ts';
import type { LinkHandler } from './types.ts';
import { tellPdu, tellStray } from './watching.ts';

type Unreadable = Extract<Decoded, { kind: 'unreadable' }>;

/** Takes what the socket brought. */
export function receive(core: Core, chunk: Buffer): void {
  if (core.clocks.state === 'closed') return;
  const frames = core.splitter.push(chunk);
  if (frames.length > 0) hear(core);
  try {
    for (let i = 0; i < frames.length; i++) {
      take(core, decode(frames[i] as Buffer));
      if (isClosed(core)) return;
    }
  } catch (error) {
    return void fail(core, error, 'a PDU of the peer');
  }
  watchFraming(core, frames.length > 0);
}

/** TypeScript believes that no call changes the state. */
function isClosed({ clocks }: Core): boolean {
  return clocks.state === 'closed';
}

/** Any frame is a sign of life. */
export function hear({ clocks, pulse }: Core): void {
  clocks.heardAt = pulse.now();
  clocks.enquiredAt = null;
}

function watchFraming(core: Core, hasFrames: boolean): void {
  const { clocks, splitter, output, pulse } = core;
  if (splitter.broken() !== null) return void breakOff(core, splitter.broken() as string, 'broken-framing');
  // While the peer is not read from, it cannot finish.
  if (!splitter.unfinished() || output.isBlocked()) clocks.begunAt = null;
  else if (hasFrames || clocks.begunAt === null) clocks.begunAt = pulse.now();
}

/** Where a frame begins is lost, and all after it: generic_nack and the end (SMPP 3.4 §4.3.1, §5.1.3). */
export function breakOff(core: Core, looksLike: string, reason: 'broken-framing' | 'unfinished-pdu'): void {
  respond(core, { command: null, sequence: 0 }, 'ESME_RINVCMDLEN');
  tellStray(core, { kind: 'broken-framing', looksLike });
  close(core, reason);
}

function take(core: Core, decoded: Decoded): void {
  if (decoded.kind === 'unreadable') return void takeUnreadable(core, decoded);
  const { pdu } = decoded;
  if (pdu.command !== 'enquire_link' && pdu.command !== 'enquire_link_resp') core.clocks.activeAt = core.clocks.heardAt;
  if (COMMANDS[pdu.command].kind !== 'response') takeAsked(core, pdu);
  else if (takeResponse(core, pdu) && decoded.kind === 'sloppy') tellStray(core, { kind: 'sloppy', frame: decoded });
}

/** What is wrong inside of a request counts for less than that it may not be asked now. */
function takeUnreadable(core: Core, frame: Unreadable): void {
  const { command, status } = frame;
  const refusal = command === null ? null : stateRefusal(core, command);
  respond(core, frame, refusal ?? status);
  tellStray(core, { kind: 'unreadable', frame });
}

/** @returns whether somebody waited for it */
function takeResponse(core: Core, response: Pdu): boolean {
  const request = core.window.settle(response);
  if (request === null) {
    tellStray(core, { kind: 'unsolicited', pdu: response });
    return false;
  }
  tellPdu(core, 'in', response);
  request.done({ kind: 'answered', response });
  pump(core);
  progress(core);
  return true;
}

/** Requests and notices: link keeping is answered here, what may not be is refused, the rest is the handler's. */
function takeAsked(core: Core, pdu: Pdu): void {
  tellPdu(core, 'in', pdu);
  if (isClosed(core)) return;
  if (pdu.command === 'enquire_link') return void respond(core, pdu, 'ESME_ROK');
  const refusal = refusalOf(core, pdu);
  if (refusal !== null) {
    respond(core, pdu, refusal);
    return void tellStray(core, { kind: 'refused', pdu, status: refusal });
  }
  if (pdu.command === 'unbind') return void takeUnbind(core, pdu);
  if (COMMANDS[pdu.command].kind === 'notice') return void core.handler.onNotice(core.link, pdu);
  core.open.add(pdu);
  if (isBind(pdu.command)) core.binding = pdu;
  core.handler.onRequest(core.link, pdu as Parameters<LinkHandler['onRequest']>[1]);
}

/** Why the peer may not ask this now, or null. */
function refusalOf(core: Core, { command }: Pdu): StatusName | null {
  const refusal = stateRefusal(core, command);
  if (refusal !== null || command === 'unbind') return refusal;
  if (core.binding !== null) return 'ESME_RALYBND';
  if (!admits(core.bucket, core.limits.rate, core.clocks.heardAt)) return 'ESME_RTHROTTLED';
  return core.open.size() < core.limits.window ? null : 'ESME_RMSGQFUL';
}

function stateRefusal({ clocks, leaving, side }: Core, command: CommandName): StatusName | null {
  const isOurEnd = leaving?.kind === 'draining' || leaving?.kind === 'unbinding';
  if (isOurEnd) return command === 'unbind' ? null : 'ESME_RMSGQFUL';
  return maySend(clocks.state, peerOf(side), command) ? null : wrongState(clocks.state, command);
}
