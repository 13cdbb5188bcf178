/** What all that the adapter of one application does has in common. */
import type { Call, Gateway } from '../../flow/api.ts';
import type { AdapterSetup } from '../adapter/adapter.ts';
import { codeIn } from '../adapter/addresses.ts';
import { type Binds, openBinds, type Sends } from '../adapter/binds.ts';
import { counter } from '../adapter/counter.ts';
import { messageIds } from '../adapter/messageIds.ts';
import { senderIn } from '../adapter/senders.ts';
import { openSmsDesk, type SmsDesk } from '../adapter/smsDesk.ts';
import type { Account } from '../config.ts';
import { type Abort, DIALECTS, type Dialect } from '../ussd/dialects.ts';
import type { UssdPdu } from '../ussd/types.ts';
import { type Owed, openOwed } from './owed.ts';
import { openTalks, type Talks } from './talks.ts';

/**
 * `sends`, `anyCode`, `abort` and `onUnaskedEnd` are for a far side that is a whole gateway, which is bound to as its phones: to them it is
 * an application that has every code.
 */
export interface ApplicationSetup
  extends Omit<AdapterSetup, 'gateway'>,
    Pick<Account, 'systemId' | 'codes' | 'answerWithin'> {
  readonly gateway: Pick<Gateway, 'attachWire' | 'attachApplication' | 'release' | 'push' | 'sms' | 'smsPart'>;
  /** deliver_sm unless given. */
  readonly sends?: Sends;
  /** It may write from any code and any number. */
  readonly anyCode?: true;
  /** How a phone that gives up is told where the dialect has no word for it. */
  readonly abort?: Abort;
  /** It may end a dialogue when it is the phone's turn: absent = it may not. */
  readonly onUnaskedEnd?: (msisdn: string, text: string) => void;
  /** Calls back after so many ms of the machine's clock, unless the function that it gives is called before. */
  readonly later: (ms: number, run: () => void) => () => void;
}

export interface Room {
  readonly setup: ApplicationSetup;
  readonly call: Call;
  readonly dialect: Dialect;
  readonly sends: Sends;
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
  const { sends = 'deliver_sm' } = setup;
  const desk = openSmsDesk(setup, call, (body) => writerIn(setup, body));
  const dialect = DIALECTS[setup.dialect];
  return {
    setup,
    call,
    dialect: setup.abort === undefined || dialect.abort !== null ? dialect : { ...dialect, abort: setup.abort },
    sends,
    binds: openBinds(sends),
    talks: openTalks(),
    owed: openOwed(),
    desk,
    nextId: messageIds(setup.chance),
    nextSession: counter(setup.chance(SESSION_NUMBERS)),
  };
}

/** The code, number or name that writes, as the gateway knows it; null where it is not the application's. */
export function writerIn(
  { codes, anyCode }: Pick<ApplicationSetup, 'codes' | 'anyCode'>,
  { source_addr_ton, source_addr }: UssdPdu['body'],
): string | null {
  return anyCode ? codeIn(source_addr_ton, source_addr) : senderIn(codes, source_addr_ton, source_addr);
}
