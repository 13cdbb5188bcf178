/** A bind to an SMSC on which a script's phones speak: to them all of it is one application, which has every code. */
import { randomInt } from 'node:crypto';
import type { MessageAdapter } from '../../../smpp/adapter/adapter.ts';
import { openApplication } from '../../../smpp/applications/application.ts';
import type { LinkAccount } from '../../../smpp/config.ts';
import { connect } from '../../../smpp/esme/connect.ts';
import { openSession } from '../../../smpp/esme/session.ts';
import { laterOn } from '../../../smpp/later.ts';
import { DEFAULT_LIMITS } from '../../../smpp/link/defaults.ts';
import { type Pulse, startPulse } from '../../../smpp/link/pulse.ts';
import type { Link } from '../../../smpp/link/types.ts';
import { statusName } from '../../../smpp/pdu/statuses.ts';
import { OPERATIONS } from '../../../smpp/ussd/operations.ts';
import { WireTrouble } from '../../wire.ts';
import { type Ear, type FarSide, openEar } from './heard.ts';
import type { SmppTarget } from './target.ts';
import { type Watched, watched } from './watched.ts';

export interface Bind {
  readonly ear: Ear;
  readonly watched: Watched;
  /** The far side. Throws a WireTrouble where the bind is gone. */
  farSide(): FarSide;
  /** Resolves when all has arrived that the far side has written so far: it answers an enquire_link after that. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

/** How long the far side may think about a screen, ms. */
const ANSWER_WITHIN = 15_000;
/** The session_init timer is the SMSC's. */
const NEVER = Number.POSITIVE_INFINITY;

/** Binds as a transceiver; `world` goes behind the system_id. Rejects with a WireTrouble that says why not. */
export function bind(target: SmppTarget, world: string | null): Promise<Bind> {
  const account = accountOf(target, world);
  const pulse = startPulse();
  return new Promise((resolve, reject) => {
    const fail = (why: string) =>
      reject(new WireTrouble(`No bind to ${target.host}:${target.port} as ${account.systemId}: ${why}.`));
    connect(account, {
      later: laterOn(pulse, (error) => fail(String(error))),
      onFailed: fail,
      onConnected(socket) {
        const ear = openEar();
        const answers = watched();
        const adapter = adapterOf(account, ear, pulse);
        let why: string | null = null;
        const bound = (): Bind => ({
          ear,
          watched: answers,
          farSide: () => farSide(ear, why),
          catchUp: () => catchUp(link),
          close: () => link.unbind(),
        });
        const link: Link = openSession(
          {
            account,
            bind: 'bind_transceiver',
            adapter: watchedBy(answers, adapter),
            limits: { ...DEFAULT_LIMITS, window: account.window, sessionInit: NEVER },
            pulse,
            watch: {},
            onError: (error) => fail(String(error)),
            onBound: () => resolve(bound()),
            onLost: (_, reason) => {
              why = reason;
            },
          },
          socket,
          (end) => fail(end.why),
        );
      },
    });
  });
}

function catchUp(link: Link): Promise<void> {
  return new Promise((resolve) => {
    if (!link.request({ command: 'enquire_link', body: {} }, () => resolve())) resolve();
  });
}

function farSide(ear: Ear, why: string | null): FarSide {
  const found = ear.farSide();
  if (found !== null) return found;
  throw new WireTrouble(`The bind is gone${why === null ? '' : ` (${why})`}.`);
}

/** The adapter sees the same link each time: there is one. */
function watchedBy({ over }: Watched, adapter: MessageAdapter): MessageAdapter {
  let seen: Link | null = null;
  const linkOf = (link: Link) => {
    seen ??= over(link);
    return seen;
  };
  return {
    ...adapter,
    join: (link) => adapter.join(linkOf(link)),
    leave: (link) => adapter.leave(linkOf(link)),
    onMessage: (link, request) => adapter.onMessage(linkOf(link), request),
  };
}

function accountOf(target: SmppTarget, world: string | null): LinkAccount {
  return {
    ...target,
    name: 'script',
    systemId: world === null ? target.systemId : `${target.systemId}@${world}`,
    bind: 'transceiver',
    world: 'script',
    window: 100,
    rate: 0,
    longSms: 'udh8',
  };
}

function adapterOf(account: LinkAccount, ear: Ear, pulse: Pulse) {
  return openApplication({
    ...account,
    gateway: ear.gateway,
    wire: 'script',
    codes: [],
    anyCode: true,
    sends: 'submit_sm',
    // Starhash understands it in every dialect, and who does not is no worse off than with silence.
    abort: { by: 'operation', operation: OPERATIONS.vendorAbort },
    answerWithin: ANSWER_WITHIN,
    receiptIds: 'hex',
    later: laterOn(pulse, raise),
    chance: (below) => randomInt(below),
    onTrouble: () => {},
    onUnaskedEnd: ear.ended,
  });
}

function raise(error: unknown): void {
  throw error;
}

/** A status for people. */
export function statusWord(status: number): string {
  return statusName(status) ?? `0x${status.toString(16).padStart(8, '0')}`;
}
