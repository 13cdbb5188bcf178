/** What a step is given as its service and core: its own, unless a fault of cores is set. */
import { expect, test } from 'vitest';
import { loadDefinitions } from '../../src/files/liveDefinitions.ts';
import { faultBoard } from '../../src/flow/faults/board.ts';
import { coreInStep, stepWithCore } from '../../src/flow/faults/core.ts';
import { NO_LUCK } from '../../src/flow/faults/luck.ts';
import type { View } from '../../src/flow/view.ts';
import type { Service, StepResult } from '../../src/session/types.ts';
import type { WorldState } from '../../src/store/port.ts';
import { SESSIONS } from '../support/harness.ts';

const ANNA = '79161234567';

/** Of a view only the luck is looked at. */
function viewUnder(faults: WorldState['faults']): View {
  const board = faultBoard(
    () => {},
    () => 0,
  );
  const clock = { offset: 0, frozenAt: null };
  const luck = board.luckOf({ id: 'w', rev: 1, incarnation: 'w', clock, faults, secret: '' }, ANNA, 0);
  return { luck } as View;
}

const NO_STEP = {} as StepResult;

test.each([
  [{}, true],
  [{ smsDrop: true, ussdAbort: { step: 7 }, storeLost: { times: 1 } }, true],
  [{ coreTimeout: false }, true],
  [{ coreTimeout: { operations: ['order'] } }, false],
])('under %j the step has the very service: %j', async (faults, isOwn) => {
  const service = (await loadDefinitions(SESSIONS)).services.get('mts-bonus') as Service;
  const view = viewUnder(faults);
  let asked: Service | null = null;
  stepWithCore(view, service, (given) => {
    asked = given;
    return NO_STEP;
  });
  const core = service.core as NonNullable<Service['core']>;
  expect([asked === service, coreInStep(view, core).core === core]).toEqual([isOwn, isOwn]);
});

test('without faults there is no luck', () => {
  expect(viewUnder({}).luck).toBe(NO_LUCK);
});
