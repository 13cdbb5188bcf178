import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyAccount } from '../../../src/bonus/core.ts';
import type { Account } from '../../../src/bonus/types.ts';
import { compileServices } from '../../../src/session/definition/compile.ts';
import { runSms } from '../../../src/session/machine.ts';
import type { Service } from '../../../src/session/types.ts';
import { smsSize, ussdSize } from '../../../src/text/size.ts';
import { shippedFiles } from '../definition/shipped.ts';
import { anything, PATIENT } from './support/laws.ts';
import { contextOf, FRIEND, talk } from './support/step.ts';

const { services, issues } = compileServices(shippedFiles('mts-bonus'));
const [bonus] = services;
if (bonus === undefined) throw new Error(`mts-bonus cannot be used: ${JSON.stringify(issues)}`);
const service: Service = bonus;

/** A member of the shipped program with so many points. */
function memberWith(points: number, language: string): Account {
  const ctx = contextOf(service);
  const joined = runSms(ctx, { ...emptyAccount(ctx.msisdn), profile: { language } }, 'sms-join', {}).account;
  const earned = { op: 'event', kind: 'taxi', values: { rub: points } } as const;
  return points === 0 ? joined : (service.core?.decide(joined, earned, ctx).account ?? joined);
}

const languages = fc.constantFrom('ru', 'en', 'ro');
const accounts = fc
  .tuple(languages, fc.constantFrom(null, 0, 250, 9000), fc.boolean())
  .map(([language, points, blocked]): Account => {
    const account = points === null ? emptyAccount('79161234567') : memberWith(points, language);
    return { ...account, profile: { language, blocked } };
  });

const KNOWN = [
  '0',
  '00',
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '9',
  '11',
  '12',
  '33',
  '151',
  '999',
  FRIEND,
  '79161234567',
  '100',
  '3001',
  '-5',
  '1234',
  '4321',
];
/** Single answers, and a few that belong together. */
const FRAGMENTS = [
  ...KNOWN.map((answer) => [answer]),
  ['2', '1'],
  ['4', FRIEND],
  ['4', FRIEND, '100', '1234'],
  ['6', '1'],
];
const answers = fc
  .array(
    fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...FRAGMENTS) },
      anything.map((answer) => [answer]),
    ),
    {
      maxLength: 10,
    },
  )
  .map((fragments) => fragments.flat());

test('on any way through MTS Bonus each screen fits a phone and each SMS says something', PATIENT, () => {
  fc.assert(
    fc.property(accounts, answers, answers, (account, dialled, given) => {
      for (const { screen, messages } of talk(service, account, dialled.slice(0, 4), given)) {
        expect(screen.text.trim()).not.toBe('');
        expect(ussdSize(screen.text).fits).toBe(true);
        for (const { text, from } of messages) {
          expect(from).toBe('4555');
          expect(smsSize(text).parts).toBeGreaterThan(0);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

test('random ways come to every screen and call of MTS Bonus', PATIENT, () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(accounts, answers, (account, given) => {
      for (const { trace } of talk(service, account, [], given)) for (const { state } of trace) seen.add(state);
    }),
    { numRuns: 1000, seed: 455 },
  );
  const unseen = Object.keys(service.states).filter((name) => service.states[name]?.kind !== 'end' && !seen.has(name));
  expect(unseen.filter((name) => !name.startsWith('sms-'))).toEqual([]);
});
