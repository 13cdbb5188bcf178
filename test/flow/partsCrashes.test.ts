/** The store fails at any call while parts come, before its effect or after it: a peer that sends what was not acknowledged again loses nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SmsPart } from '../../src/flow/api.ts';
import { crashingStore } from '../support/crashingStore.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';
import { eventually, fakeEnd, type Stage, textsOf } from './outboxStage.ts';
import { openPartsStage, partOf, QUIZ, send } from './partsStage.ts';

/** Two SMS of one reference that begin alike. */
const PARTS: readonly SmsPart[] = [partOf(1, 'P'), partOf(2, 'a'), partOf(1, 'P'), partOf(2, 'b')];
/** More calls of the store than these four take. */
const CALLS = 24;
const MOST_FAILURES = 5;

describe.each(STORES)('on %s', (_, open) => {
  let opened: OpenedStore;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  /** Sends the parts, each until it is acknowledged. @returns how often it failed */
  async function sendAll(first: Stage, next: () => Promise<Stage>): Promise<number> {
    let stage = first;
    let failures = 0;
    for (const part of PARTS) {
      for (let answer = await send(stage, part); !answer.ok; answer = await send(stage, part)) {
        expect(answer.problem.type).toBe('store-unavailable');
        expect(failures).toBeLessThan(MOST_FAILURES);
        failures += 1;
        stage = await next();
      }
    }
    return failures;
  }

  /** What the application is given in the end. */
  async function arrivedAt(stage: Stage): Promise<readonly string[]> {
    const quiz = fakeEnd();
    stage.attach(QUIZ, quiz);
    await stage.pass(60_000);
    await eventually(async () => (await stage.waiting(QUIZ)).length === 0, 'an empty outbox');
    return textsOf(quiz);
  }

  /** Lets the call number `at` fail once. @returns what arrives, and how often a part was refused */
  async function failAt(at: number, lost: boolean, isReplaced: boolean) {
    const { store, crashes } = crashingStore(opened.store);
    const stages = [await openPartsStage(store)];
    const current = () => stages.at(-1) as Stage;
    crashes.plan(at, lost);
    const failures = await sendAll(current(), async () => {
      if (isReplaced) stages.push(await openPartsStage(opened.store, { world: current().world, tag: 'z' }));
      return current();
    });
    crashes.calm();
    const texts = await arrivedAt(current());
    for (const stage of stages) await stage.stop();
    return { texts, failures };
  }

  test.each([
    ['the same process is asked again', false],
    ['the process is gone, and another one is asked', true],
  ])('%s', async (__, isReplaced) => {
    let refusals = 0;
    for (let at = 1; at <= CALLS; at += 1) {
      for (const lost of [false, true]) {
        const { texts, failures } = await failAt(at, lost, isReplaced);
        expect(new Set(texts), `call ${at}, ${lost ? 'reply lost' : 'not done'}`).toEqual(new Set(['P|a', 'P|b']));
        expect(texts.length).toBeLessThanOrEqual(2 + failures);
        refusals += failures;
      }
    }
    expect(refusals).toBeGreaterThan(0);
  });
});
