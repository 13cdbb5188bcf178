/** Figures of a program with the line that they come from and the session script that shows them: with another figure it fails. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLocalWire } from '../../src/compose/localWire.ts';
import { factsOf } from '../../src/compose/scripts.ts';
import { definitionsOf } from '../../src/files/liveDefinitions.ts';
import { readServiceFiles, type ServiceFile } from '../../src/files/serviceFiles.ts';
import type { Definitions } from '../../src/flow/deps.ts';
import { readScripts } from '../../src/script/language/read.ts';
import type { Script } from '../../src/script/language/script.ts';
import { runScript } from '../../src/script/run/runScript.ts';
import { SESSIONS } from '../support/harness.ts';

export interface Figure {
  readonly figure: string;
  /** The line of programs.md, or the beginning of it. */
  readonly source: string;
  /** How the name of the script begins. */
  readonly shownBy: string;
  /** Another figure in the files of the service, wherever this one stands; absent where the figure stands in none. */
  readonly instead?: readonly [from: string, to: string];
}

/** Makes the tests of a service's figures. */
export async function testFigures(service: string, figures: readonly Figure[]): Promise<void> {
  const files = await readServiceFiles(join(SESSIONS, service));
  const shipped = definitionsOf(files);
  const scripts = scriptsOf(service, shipped);

  test.each(figures)('$figure ($source)', async ({ shownBy, instead }) => {
    const script = scripts.find(({ name }) => name.startsWith(shownBy));
    if (script === undefined) throw new Error(`No script of ${service} is called "${shownBy}…".`);
    expect(await outcomeOf(script, shipped)).toBe('passed');
    if (instead !== undefined) expect(await outcomeOf(script, definitionsOf(changed(files, instead)))).toBe('failed');
  });
}

function scriptsOf(service: string, { services }: Definitions): readonly Script[] {
  const folder = join(SESSIONS, service);
  const facts = [...services.values()].map(factsOf);
  const names = readdirSync(folder).filter((name) => name.endsWith('.session.yaml'));
  return names.flatMap((name) => {
    const path = join(folder, name);
    const { scripts, issues } = readScripts({ path, text: readFileSync(path, 'utf8') }, facts[0] ?? null, facts);
    if (issues.length > 0) throw new Error(JSON.stringify(issues, null, 1));
    return scripts;
  });
}

function changed(files: readonly ServiceFile[], [from, to]: readonly [string, string]): readonly ServiceFile[] {
  if (!files.some(({ text }) => text.includes(from))) throw new Error(`"${from}" stands in no file.`);
  return files.map(({ path, text }) => ({ path, text: text.replaceAll(from, to) }));
}

async function outcomeOf(script: Script, definitions: Definitions): Promise<string> {
  const wire = await openLocalWire({ definitions, seed: 'figures' });
  const { outcome } = await runScript(script, wire).finally(() => wire.close());
  return outcome.kind;
}
