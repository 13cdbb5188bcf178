/** MTS Cashback, programs.md §2: its figures, and what no script can show. */
import { beforeAll, describe, expect, test } from 'vitest';
import { emptyAccount } from '../../src/bonus/core.ts';
import type { Account, Core, Operation } from '../../src/bonus/types.ts';
import { loadDefinitions } from '../../src/files/liveDefinitions.ts';
import type { Definitions } from '../../src/flow/deps.ts';
import { SESSIONS } from '../support/harness.ts';
import { FIGURES } from './mtsCashbackFigures.ts';
import { testFigures } from './shownFigures.ts';

describe('the figures', async () => {
  await testFigures('mts-cashback', FIGURES);
});

const ANNA = '79161234567';
const NOW = Date.parse('2019-03-10T12:00:00+03:00');
let shipped: Definitions;
beforeAll(async () => {
  shipped = await loadDefinitions(SESSIONS);
});

function coreOf(program: string): Core {
  const found = shipped.programs.get(program);
  if (found === undefined) throw new Error(program);
  return found.core;
}

function decide(core: Core, account: Account, operation: Operation, now = NOW): Account {
  const context = { by: 'api', request: 'r', peers: {}, newCode: () => '0000000000', newId: () => 'entry' };
  return core.decide(account, operation, { now, ...context }).account;
}

test('*101*2 and 4557 (choice) are its only doors', () => {
  const service = shipped.services.get('mts-cashback');
  expect(service?.ussd).toEqual([{ code: '*101*2', start: 'balance' }]);
  expect(service?.sms.map(({ shortCode }) => shortCode)).toEqual(['4557']);
  expect([service?.sender, service?.languages]).toEqual(['4557', ['ru', 'en', 'ro']]);
});

test('nothing leaks into another program of the same subscriber', () => {
  const [own, other] = [coreOf('mts-cashback'), coreOf('mts-bonus')];
  const both = [own, other].reduce((so, core) => decide(core, so, { op: 'open', points: 500 }), emptyAccount(ANNA));
  const bought = decide(own, both, { op: 'event', kind: 'purchase', values: { rub: 100, partner: 'x', percent: 5 } });
  const spent = decide(own, bought, { op: 'event', kind: 'order-certificate', values: { rub: 500 } });
  const credited = decide(own, spent, { op: 'event', kind: 'confirm', values: { entry: 'entry' } });
  const later = decide(own, credited, { op: 'balance' }, Date.parse('2019-05-01T00:00:00+03:00'));
  expect(later.programs['mts-bonus']).toEqual(both.programs['mts-bonus']);
  expect(later.programs['mts-cashback']?.lots).toEqual([{ points: 305, expiresAt: null }]);
});
