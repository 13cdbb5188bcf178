import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { openStarhash, type Running, type StarhashConfig } from '../../../src/gateway.ts';
import { DEFAULT_ACCOUNT } from '../../../src/smpp/config/defaults.ts';
import type { Account } from '../../../src/smpp/config.ts';
import { SESSIONS } from '../../support/harness.ts';
import { mailbox } from '../../support/mailbox.ts';
import { must, phone } from '../../support/phone.ts';
import { LINK } from './support/behind.ts';
import { ANN } from './support/phones.ts';

const STAR: Account = {
  ...DEFAULT_ACCOUNT,
  systemId: 'star',
  role: 'application',
  codes: ['*111*455#', '4555'],
};
const CALL = { world: 'main', wire: 'http' };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starhash-links-'));
  return () => rm(folder, { recursive: true });
});

async function open(name: string, config: Pick<StarhashConfig, 'http' | 'smpp'>): Promise<Running> {
  const running = await openStarhash({ data: join(folder, name), sessions: SESSIONS, logLevel: 'silent', ...config });
  onTestFinished(running.close);
  return running;
}

function network(): Promise<Running> {
  return open('network', { http: null, smpp: { host: '127.0.0.1', port: 0, accounts: [STAR], links: [] } });
}

/** A gateway that does not listen for SMPP. */
function behind({ smpp }: Running): Promise<Running> {
  const port = Number(smpp?.split(':').at(-1));
  return open('behind', {
    http: { host: '127.0.0.1', port: 0 },
    smpp: { host: '127.0.0.1', port: null, accounts: [], links: [{ ...LINK, window: 100, port }] },
  });
}

it('a gateway that does not listen for SMPP itself serves the codes of another one', async () => {
  const a = await network();
  const events = mailbox<string>();
  const deaf = a.gateway.onEvent('main', ({ type }) => events.put(type));
  const b = await behind(a);
  await events.next((type) => type === 'smpp.bind');
  expect(b).toMatchObject({ smpp: null, smpps: null });

  const ann = phone({ gateway: a.gateway, call: CALL }, ANN);
  expect((await ann.dial('*111*455#')).text).toContain('0 Баланс');
  const metrics = await (await fetch(`${b.httpUrl}/metrics`)).text();
  expect(metrics).toContain('starhash_smpp_binds{account="link:operator",state="bound_trx"} 1');
  expect(metrics).toContain('starhash_smpp_pdus_total{direction="in",command="deliver_sm"} 1');

  await b.close();
  await events.next((type) => type === 'smpp.unbind');
  await events.next((type) => type === 'ussd.aborted');
  deaf();
});

it('a gateway that closes ends the dialogues of its links before it lets go of the store', async () => {
  const a = await network();
  const bound = mailbox<null>();
  onTestFinished(a.gateway.onEvent('main', ({ type }) => type === 'smpp.bind' && bound.put(null)));
  const b = await behind(a);
  await bound.next();
  const numbers = Array.from({ length: 300 }, (_, index) => String(79160000000 + index));
  const menus = await Promise.all(numbers.map((msisdn) => a.gateway.dial(CALL, { msisdn, code: '*111*455#' })));
  expect(new Set(menus.map((menu) => must(menu).state))).toEqual(new Set(['awaiting']));
  await b.close();
  const { gateway } = await open('behind', { http: null });
  expect(must(await gateway.sessions(CALL, {})).items).toEqual([]);
});
