/** Scripts of a text, and what the tests of the runner need to play them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openLocalWire } from '../../src/compose/localWire.ts';
import { loadDefinitions } from '../../src/files/liveDefinitions.ts';
import type { Definitions } from '../../src/flow/deps.ts';
import { readScripts } from '../../src/script/language/read.ts';
import type { Script } from '../../src/script/language/script.ts';
import { drawFailure } from '../../src/script/report/failure.ts';
import { paintOf } from '../../src/script/report/paint.ts';
import type { ScriptResult } from '../../src/script/run/result.ts';
import { runScript } from '../../src/script/run/runScript.ts';
import type { Wire } from '../../src/script/wire.ts';

export const SESSIONS = fileURLToPath(new URL('../../sessions', import.meta.url));

export const FACTS = { id: 'mts-bonus', program: 'mts-bonus', shortCode: '4555' } as const;

/** Scripts of a text beside the shipped MTS Bonus. Throws with its mistakes. */
export function scriptsOf(text: string, path = 'trial.session.yaml'): readonly Script[] {
  const { scripts, issues } = readScripts({ path, text }, FACTS, [FACTS]);
  if (issues.length > 0) throw new Error(JSON.stringify(issues, null, 1));
  return scripts;
}

/** Scripts of a file of this folder. */
export function scriptsIn(name: string): readonly Script[] {
  return scriptsOf(readFileSync(new URL(name, import.meta.url), 'utf8'), name);
}

/** A local wire on the shipped definitions. */
export async function openShipped(seed = 'test'): Promise<Wire> {
  const definitions: Definitions = await loadDefinitions(SESSIONS);
  return openLocalWire({ definitions, seed });
}

/** Plays the only script of a text. */
export async function played(wire: Wire, text: string): Promise<ScriptResult> {
  const [script, ...others] = scriptsOf(text);
  if (script === undefined || others.length > 0) throw new Error('The text must have one script.');
  return runScript(script, wire);
}

/** What people read of a failure; empty where the script passed. */
export function told(result: ScriptResult): string {
  return drawFailure(result, { width: 80, paint: paintOf(false), via: null }).join('\n');
}
