import { expect, it } from 'vitest';
import { createCore } from '../../src/bonus/core.ts';
import { FULL } from './fullProgram.ts';
import { HOUR, moscow, subscriber } from './support.ts';

const NOW = moscow('2018-03-10T12:00');

it('who waits for a membership is told the status that it begins with', () => {
  const applicant = subscriber(createCore(FULL));
  applicant.ask(NOW, { op: 'register', channel: 'web' });
  const status = { statusKey: 'status.basic', statusPoints: 0, statusUntilAt: moscow('2019-03-10T14:00') };
  expect(applicant.ask(NOW, { op: 'balance' }).outcome).toMatchObject({ name: 'ok', data: { balance: 0, ...status } });
  expect(applicant.ask(NOW + 2 * HOUR, { op: 'balance' }).outcome).toMatchObject({ name: 'ok', data: status });
});
