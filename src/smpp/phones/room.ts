/** What all that one adapter of phones does has in common. */
import type { Call } from '../../flow/api.ts';
import type { AdapterSetup } from '../adapter/adapter.ts';
import { international, msisdnIn } from '../adapter/addresses.ts';
import { type Binds, openBinds, type Sends } from '../adapter/binds.ts';
import { counter } from '../adapter/counter.ts';
import { messageIds } from '../adapter/messageIds.ts';
import { openSmsDesk, type SmsDesk } from '../adapter/smsDesk.ts';
import { DIALECTS, type Dialect } from '../ussd/dialects.ts';
import type { UssdPdu } from '../ussd/types.ts';
import { type Lives, openLives } from './lives.ts';

/** `sends`: on a network account our deliver_sm reach the phones, on an outgoing link our submit_sm. */
export interface PhonesSetup extends AdapterSetup {
  readonly sends: Sends;
}

export interface Room {
  readonly setup: PhonesSetup;
  readonly call: Call;
  readonly dialect: Dialect;
  readonly sends: Sends;
  readonly binds: Binds;
  readonly lives: Lives;
  readonly desk: SmsDesk;
  readonly nextId: () => string;
  /** A number for the session parameter of the next push. */
  readonly nextPush: () => number;
}

/** An adapter's room, with nobody in it. */
export function openRoom(setup: PhonesSetup): Room {
  const call = { world: setup.world, wire: setup.wire };
  return {
    setup,
    call,
    dialect: DIALECTS[setup.dialect],
    sends: setup.sends,
    binds: openBinds(setup.sends),
    lives: openLives(),
    desk: openSmsDesk(setup, call, phoneIn),
    nextId: messageIds(setup.chance),
    nextPush: counter(setup.chance(0x10000)),
  };
}

/** The phone that writes. */
function phoneIn({ source_addr_ton, source_addr }: UssdPdu['body']): string | null {
  const msisdn = msisdnIn(source_addr_ton, source_addr);
  return msisdn === null ? null : international(msisdn);
}
