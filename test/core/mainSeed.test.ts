/** `serve --seed` with a core elsewhere: each has its part, also after a reset. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCoreServer } from '../../src/compose/coreServer.ts';
import { openStarhash } from '../../src/gateway.ts';
import { CLOCK, freePort, PROGRAM, sessionsIn } from './support.ts';

const ANNA = '79161234567';
const MAIN = { world: 'main', wire: 'test' };

test('the seed of the main world is where its programs are, once, and comes back with a reset', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'starhash-test-'));
  const seed = join(folder, 'demo.seed.yaml');
  writeFileSync(
    seed,
    `subscribers:\n  - msisdn: "${ANNA}"\n    language: en\n    programs:\n      ${PROGRAM}: { points: 500 }\n`,
  );
  const common = { sessions: sessionsIn(folder), logLevel: 'silent', http: { port: 0, host: '127.0.0.1' } };
  const port = await freePort();
  const cores = [{ program: PROGRAM, url: new URL(`http://127.0.0.1:${port}`) }];
  const open = () => openStarhash({ ...common, data: join(folder, 'gateway'), seed, clock: CLOCK, cores });
  await expect(open()).rejects.toThrow('could not be given its part of the seed');

  const http = { port, host: '127.0.0.1' };
  const core = await openCoreServer({ ...common, http, data: join(folder, 'core'), startAt: null });
  const balances: unknown[] = [];
  for (const start of ['first', 'second']) {
    const { gateway, close } = await open();
    const look = async () => {
      const view = await gateway.bonus(MAIN, PROGRAM, ANNA);
      balances.push(view.ok ? view.value.balance : view.problem.type);
    };
    await look();
    await gateway.bonusWrite(MAIN, PROGRAM, ANNA, { op: 'order', codes: ['11'] });
    await look();
    if (start === 'second') {
      await gateway.reset(MAIN);
      await look();
    }
    await close();
  }
  expect(balances).toEqual([500, 290, 290, 80, 500]);
  await core.close();
  rmSync(folder, { recursive: true });
});
