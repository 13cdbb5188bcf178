import { expect, test } from 'vitest';
import { tick } from '../../../src/smpp/link/timers.ts';
import { CASES, LIMITS, QUIET } from './support/timerCases.ts';

test.each(CASES)('$what, at $at: $due', ({ clocks, limits, at, due }) => {
  expect(tick({ ...QUIET, ...clocks }, { ...LIMITS, ...limits }, at)).toEqual(due);
});
