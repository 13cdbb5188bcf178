/** What all that the adapter of one application does has in common. */
import type { Call } from '../../flow/api.ts';
import type { AdapterSetup } from '../adapter/adapter.ts';
import { type Binds, openBinds } from '../adapter/binds.ts';
import { counter } from '../adapter/counter.ts';
import { messageIds } from '../adapter/messageIds.ts';
import { senderIn } from '../adapter/senders.ts';
import { openSmsDesk, type SmsDesk } from '../adapter/smsDesk.ts';
import type { Account } from '../config.ts';
import { DIALECTS, type Dialect } from '../ussd/dialects.ts';
import { type Owed, openOwed } from './owed.ts';
import { openTalks, type Talks } from './talks.ts';

export interface ApplicationSetup extends AdapterSetup, Pick<Account, 'systemId' | 'codes' | 'answerWithin'> {
  /** Calls back after so many ms of the machine's clock, unless the function that it gives is called before. */
  readonly later: (ms: number, run: () => void) => () => void;
}

export interface Room {
  readonly setup: ApplicationSetup;
  readonly call: Call;
  readonly dialect: Dialect;
  readonly sends: 'deliver_sm';
  readonly binds: Binds;
  readonly talks: Talks;
  readonly owed: Owed;
  readonly desk: SmsDesk;
  readonly nextId: () => string;
  /** A number for the session parameter of the next dialogue. */
  readonly nextSession: () => number;
}

/** Session numbers begin anywhere: those of an earlier life are not met again soon. */
const SESSION_NUMBERS = 0x10000;

/** An adapter's room, with nobody in it. */
export function openRoom(setup: ApplicationSetup): Room {
  const call = { world: setup.world, wire: setup.wire };
  const desk = openSmsDesk(setup, call, ({ source_addr_ton, source_addr }) =>
    senderIn(setup.codes, source_addr_ton, source_addr),
  );
  return {
    setup,
    call,
    dialect: DIALECTS[setup.dialect],
    sends: 'deliver_sm',
    binds: openBinds('deliver_sm'),
    talks: openTalks(),
    owed: openOwed(),
    desk,
    nextId: messageIds(setup.chance),
    nextSession: counter(setup.chance(SESSION_NUMBERS)),
  };
}
