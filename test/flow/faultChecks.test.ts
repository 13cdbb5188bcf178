/** Sets of faults that are refused: the place, what belongs there, and what was probably meant. */
import { describe, expect, test } from 'vitest';
import { checkFaults } from '../../src/flow/faults/check.ts';
import { FAULTS } from '../../src/flow/faults/shape.ts';

const REFUSED: readonly (readonly [faults: Readonly<Record<string, unknown>>, detail: string])[] = [
  [{ smsDorp: true }, 'smsDorp must be absent (did you mean smsDrop?).'],
  [{ flood: true }, `flood must be absent; there are seed, ${Object.keys(FAULTS).join(', ')}.`],
  [{ smsDrop: 1 }, 'smsDrop must be true or false, or an object with of, share, times.'],
  [{ smsDrop: null }, 'smsDrop must be true or false, or an object with of, share, times.'],
  [{ storeDown: { times: 1 } }, 'storeDown must be true or false.'],
  [{ smsDelay: true }, 'smsDelay must be false, or an object with by, of, share, times.'],
  [{ smsDelay: {} }, 'smsDelay.by must be there.'],
  [
    { smsDelay: { by: 30 } },
    'smsDelay.by must be an ISO 8601 duration of days, hours, minutes, seconds, such as PT30S.',
  ],
  [
    { smsDelay: { by: 'P1Y' } },
    'smsDelay.by must be an ISO 8601 duration of days, hours, minutes, seconds, such as PT30S.',
  ],
  [{ smsDelay: { by: 'P367D' } }, 'smsDelay.by must be at most P366D.'],
  [
    { smsReorder: { within: 'PT' } },
    'smsReorder.within must be an ISO 8601 duration of days, hours, minutes, seconds, such as PT30S.',
  ],
  [{ httpDelay: { by: 'PT11S' } }, 'httpDelay.by must be at most PT10S.'],
  [{ smsDrop: { share: 1.5 } }, 'smsDrop.share must be a number from 0 to 1.'],
  [{ smsDrop: { share: '0.5' } }, 'smsDrop.share must be a number from 0 to 1.'],
  [{ smsDrop: { times: 0 } }, 'smsDrop.times must be a whole number from 1 to 1000000.'],
  [{ smsDrop: { tims: 3 } }, 'smsDrop.tims must be absent (did you mean times?).'],
  [{ smsDrop: { of: [] } }, 'smsDrop.of must be a list from 1 to 10000.'],
  [{ smsDrop: { of: ['79161234567', 'Anna'] } }, 'smsDrop.of.1 must be a phone number.'],
  [{ ussdAbort: { step: 0 } }, 'ussdAbort.step must be a whole number from 1 to 10000.'],
  [{ ussdAbort: { when: 'during' } }, 'ussdAbort.when must be one of before, after.'],
  [
    { coreError: { operations: ['pay'] } },
    'coreError.operations.0 must be one of balance, register, deactivate, event, order, transfer, confirm.',
  ],
  [{ httpReject: { status: 200 } }, 'httpReject.status must be a whole number from 400 to 599.'],
  [{ smppReject: { status: '88' } }, 'smppReject.status must be an SMPP command_status in hexadecimal, such as 0x58.'],
  [{ smppReject: { status: '0x0' } }, 'smppReject.status must be other than 0x0 (ESME_ROK), which refuses nothing.'],
  [
    { smppReject: { status: '0x00000000' } },
    'smppReject.status must be other than 0x0 (ESME_ROK), which refuses nothing.',
  ],
  [{ httpThrottle: { perSecond: 0 } }, 'httpThrottle.perSecond must be a number from 0.01 to 100000.'],
  [{ seed: 'x' }, `seed must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`],
  [
    { seed: -1, smsDrop: 2 },
    `seed must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}. smsDrop must be true or false, or an object with of, share, times.`,
  ],
];

describe('refused', () => {
  test.each(REFUSED)('%j', (faults, detail) => {
    expect(checkFaults(faults)?.detail).toBe(detail);
  });
});

test.each([
  {},
  { seed: 7, smsDrop: true, smsDelay: false, storeDown: false },
  { smsDelay: { by: 'P1DT2H3M4.5S', share: 0.5, times: 3, of: ['+79161234567', '89161234568'] } },
  { httpCut: { when: 'after', calls: ['dial'] }, smppReject: { status: '0x58' } },
])('taken: %j', (faults) => {
  expect(checkFaults(faults)).toBeNull();
});
