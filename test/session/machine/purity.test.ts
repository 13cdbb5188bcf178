import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerUssd, startUssd } from '../../../src/session/machine.ts';
import { bonusService } from './support/bonusService.ts';
import { member, STRANGER } from './support/core.ts';
import { anything, inputs, PATIENT, services } from './support/laws.ts';
import { contextOf, frozen, talk } from './support/step.ts';

test('any answer gets a screen, and none throws', PATIENT, () => {
  fc.assert(
    fc.property(services, inputs, fc.array(anything, { minLength: 1, maxLength: 5 }), (service, known, wild) => {
      for (const { screen } of talk(service, member(200), [], [...known, ...wild]))
        expect(screen.text).toBeTypeOf('string');
    }),
    { numRuns: 1000 },
  );
});

test('any dialled string gets a screen', PATIENT, () => {
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 4 }), (dialled) => {
      const { screen } = startUssd(contextOf(bonusService), STRANGER, 'root', dialled);
      expect(screen.text).not.toBe('');
    }),
    { numRuns: 500 },
  );
});

test('the same step again comes to the same, and changes nothing that it was given', PATIENT, () => {
  fc.assert(
    fc.property(services, inputs, fc.oneof(anything, fc.constantFrom('1', '2', '9', '0')), (service, answers, last) => {
      const before = talk(service, member(200), [], answers).at(-1);
      if (before === undefined || before.session === null) return;
      const ctx = contextOf(service);
      const account = frozen(before.account);
      const session = frozen(before.session);
      expect(answerUssd(ctx, account, session, last)).toEqual(answerUssd(ctx, account, session, last));
    }),
    { numRuns: 500 },
  );
});

test('of a loser of a race nothing stays: the step runs again on what the winner left', () => {
  const ctx = contextOf(bonusService);
  const session = talk(bonusService, member(100), [], [])[0]?.session;
  if (session == null) throw new Error('The menu waits for an answer.');
  answerUssd(ctx, member(100), session, '11');
  const again = answerUssd(ctx, member(61), session, '11');
  expect(again.messages.map(({ text }) => text)).toEqual(['30 minutes ordered, 1 left.']);
});
