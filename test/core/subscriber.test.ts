/** A look at a subscriber whose programs are elsewhere. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStarhash } from '../../src/gateway.ts';
import { freePort, PROGRAM, sessionsIn } from './support.ts';

test('with its core away the rest is shown, and what is not known is named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'starhash-test-'));
  const url = new URL(`http://127.0.0.1:${await freePort()}`);
  const { gateway, close } = await openStarhash({
    sessions: sessionsIn(folder),
    logLevel: 'silent',
    http: { port: 0, host: '127.0.0.1' },
    data: join(folder, 'gateway'),
    cores: [{ program: PROGRAM, url }],
    corePatience: 200,
  });
  onTestFinished(async () => {
    await close();
    rmSync(folder, { recursive: true });
  });
  const call = { world: 'main', wire: 'test' };
  const shown = { ok: true, value: { owner: 'Anna', memberships: [], unknown: [PROGRAM] } };
  expect(await gateway.putSubscriber(call, '79161234567', { owner: 'Anna' })).toMatchObject(shown);
  expect(await gateway.subscriber(call, '79161234567')).toMatchObject(shown);
});
