/** The proof of transfers can fail: each deliberately broken copy of the flow is caught by it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrokenSource, brokenSource } from '../support/brokenSource.ts';
import { readEditions } from './transferEditions.ts';
import { PLACES, type Place } from './transferGrounds.ts';
import { MUTANTS } from './transferMutants.ts';
import { type Editions, prove } from './transferProof.ts';
import type { Flow } from './transferStage.ts';

const [[, openEmbedded]] = PLACES;
/** A copy of all that the faults are put into, without any. */
const NO_FAULT = { file: 'flow/transfers.ts', from: 'function finish(', to: 'function finish(' };

describe('broken copies of transfers', () => {
  let place: Place;
  let editions: Editions;
  const caught: string[] = [];
  beforeAll(async () => {
    [place, editions] = await Promise.all([openEmbedded(), readEditions()]);
  });
  afterAll(async () => {
    await place.close();
    console.log(`Broken copies of transfers: ${caught.length} of ${MUTANTS.length} caught.`);
  });

  test('an unbroken copy is found to be well', async () => {
    const copy = brokenSource([NO_FAULT]);
    expect(await firstFinding(await flowOf(copy))).toBeNull();
    copy.remove();
  });

  test.each(MUTANTS)('$name', async ({ name, faults }) => {
    const copy = brokenSource(faults);
    const finding = await firstFinding(await flowOf(copy));
    copy.remove();
    expect(finding).not.toBeNull();
    caught.push(name);
  });

  async function flowOf(copy: BrokenSource): Promise<Flow> {
    const [engine, gateway, transfers, sweeping] = await Promise.all([
      copy.load<typeof import('../../src/compose/engine.ts')>('compose/engine.ts'),
      copy.load<typeof import('../../src/flow/gateway.ts')>('flow/gateway.ts'),
      copy.load<typeof import('../../src/flow/transfers.ts')>('flow/transfers.ts'),
      copy.load<typeof import('../../src/flow/sweep.ts')>('flow/sweep.ts'),
    ]);
    return { ...engine, ...gateway, ...transfers, ...sweeping };
  }

  /** What is wrong first. */
  async function firstFinding(flow: Flow): Promise<string | null> {
    for await (const { found } of prove(flow, place, editions)) if (found[0] !== undefined) return found[0];
    return null;
  }
});
