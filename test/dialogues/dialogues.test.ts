/** Every dialogue on every store and over HTTP: as the table says, and everywhere the same to the byte. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Definitions } from '../../src/flow/deps.ts';
import { DATED, definitionsWith } from './definitions.ts';
import type { Dialogue } from './language.ts';
import { MTS_BONUS } from './mtsBonus.ts';
import { playOn, STAGES, type Stage } from './stages.ts';

const TABLE = MTS_BONUS;
const NAMED = TABLE.dialogues.map((dialogue) => [dialogue.name, dialogue] as const);
const stages = new Map<string, Stage>();
const transcripts = new Map<string, Promise<string>>();
let open: Definitions;
let dated: Definitions;

beforeAll(async () => {
  open = await definitionsWith([]);
  dated = await definitionsWith(DATED);
  for (const [name, openStage] of STAGES) stages.set(name, await openStage());
});

afterAll(async () => {
  for (const stage of stages.values()) await stage.close();
});

/** Plays a dialogue on a stage, once in this file; whoever asks again gets the same transcript. */
function played(dialogue: Dialogue, stageName: string): Promise<string> {
  const id = `${stageName}: ${dialogue.name}`;
  const stage = stages.get(stageName);
  if (stage === undefined) throw new Error(`There is no stage "${stageName}".`);
  const playing = transcripts.get(id) ?? playOn(stage, dialogue.dated ? dated : open, TABLE, dialogue);
  transcripts.set(id, playing);
  return playing;
}

describe.each(STAGES)('MTS Bonus on %s', (stageName) => {
  test.each(NAMED)('%s', async (_, dialogue) => {
    expect(await played(dialogue, stageName)).not.toBe('');
  });
});

describe('the same to the byte on every stage', () => {
  test.each(NAMED)('%s', async (_, dialogue) => {
    const everywhere = await Promise.all(STAGES.map(([stageName]) => played(dialogue, stageName)));
    expect(new Set(everywhere).size, everywhere.join('\n\n')).toBe(1);
  });
});

test('every dialogue has a name of its own', () => {
  expect(new Set(NAMED.map(([name]) => name)).size).toBe(NAMED.length);
});
