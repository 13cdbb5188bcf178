/**
 * Two gateways: A is the network, with phones of its own and an account for an application; B serves the codes, bound to A by an
 * outgoing link. Between them a wire that can be cut.
 */
import { onTestFinished } from 'vitest';
import type { GatewayEvent } from '../../../../src/flow/api.ts';
import { DEFAULT_ACCOUNT } from '../../../../src/smpp/config/defaults.ts';
import type { Account, LinkAccount } from '../../../../src/smpp/config.ts';
import { type Mailbox, mailbox } from '../../../support/mailbox.ts';
import { type Phone, phone } from '../../../support/phone.ts';
import { startTcpProxy, type TcpProxy } from '../../../support/tcpProxy.ts';
import { openSmsc, type TestSmsc } from '../../smsc/support/server.ts';
import { type Behind, openBehind } from './behind.ts';

export interface TwoGateways {
  readonly a: TestSmsc;
  readonly b: Behind;
  readonly wire: TcpProxy;
  /** A phone at A, by HTTP or on the command line. */
  phone(msisdn: string): Phone;
  /** The next event of A of this type that says so, too. */
  atA(type: string, more?: Readonly<Record<string, unknown>>): Promise<GatewayEvent>;
  /** Another B, after the first is gone. */
  again(): Promise<Behind>;
}

type Differences = Partial<Pick<Account, 'dialect' | 'longSms' | 'defaultAlphabet'> & Pick<LinkAccount, 'bind'>>;

/** Opens both; B is bound. All of it is closed when the test is over. */
export async function openTwo({ bind = 'transceiver', ...alike }: Differences = {}): Promise<TwoGateways> {
  const star: Account = {
    ...DEFAULT_ACCOUNT,
    ...alike,
    systemId: 'star',
    password: 'secret',
    role: 'application',
    codes: ['*111*455#', '4555'],
  };
  const a = await openSmsc({ accounts: [DEFAULT_ACCOUNT, star] });
  const events = eventsOf(a);
  const wire = await startTcpProxy(a.port);
  onTestFinished(wire.close);
  const atA: TwoGateways['atA'] = (type, more = {}) =>
    events.next((one) => Object.entries({ type, ...more }).every(([key, value]) => one[key] === value));
  const open = async () => {
    const b = await openBehind({ ...alike, bind, port: wire.port });
    for (let binds = bind === 'transceiver' ? 1 : 2; binds > 0; binds--) {
      await atA('smpp.bind', { wire: 'smpp:star' });
      await b.event('smpp.bind');
    }
    return b;
  };
  const call = { world: 'main', wire: 'http' };
  return {
    a,
    b: await open(),
    wire,
    atA,
    phone: (msisdn) => phone({ gateway: a.harness.gateway, call }, msisdn),
    again: open,
  };
}

function eventsOf({ harness }: TestSmsc): Mailbox<GatewayEvent> {
  const events = mailbox<GatewayEvent>();
  onTestFinished(harness.gateway.onEvent('main', events.put));
  return events;
}
