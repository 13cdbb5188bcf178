/** Reads scripts in tests as the command line does: beside the definition of one service, with another one in reach. */
import { type ReadScripts, readScripts, type ServiceFacts } from '../../../../src/script/language/read.ts';
import type { Expect, Script, Step } from '../../../../src/script/language/script.ts';

export const MTS: ServiceFacts = { id: 'mts-bonus', program: 'mts-bonus', shortCode: '4555' };
/** A service of screens alone. */
export const MENU: ServiceFacts = { id: 'menu', program: null, shortCode: null };

const FILE = 'f.session.yaml';

export function read(text: string, beside: ServiceFacts | null = MTS): ReadScripts {
  return readScripts({ path: FILE, text }, beside, [MTS, MENU]);
}

/** Issues, one line each, without the name of the file. */
export function issuesIn(text: string, beside: ServiceFacts | null = MTS): string[] {
  return read(text, beside).issues.map(({ line, column, message, fix }) => `${line}:${column}: ${message}; ${fix}`);
}

/** The scripts of a file that has no mistake. Throws where it has one. */
export function scriptsIn(text: string, beside: ServiceFacts | null = MTS): readonly Script[] {
  const { scripts, issues } = read(text, beside);
  if (issues.length > 0) throw new Error(JSON.stringify(issues));
  return scripts;
}

/** The steps of the first script of a file. */
export function stepsIn(text: string, beside: ServiceFacts | null = MTS): readonly Step[] {
  return scriptsIn(text, beside)[0]?.steps ?? [];
}

/** The one step of a script, written as one line: `dial: "*100#", ends: true`. */
export function oneStep(fields: string, beside: ServiceFacts | null = MTS): Step {
  const [step, ...rest] = stepsIn(`steps:\n  - { ${fields} }\n`, beside);
  if (step === undefined || rest.length > 0) throw new Error(`${fields} is not one step`);
  return step;
}

/** What a step expects, places apart. */
export function expected(fields: string): unknown {
  return withoutPlaces(oneStep(fields).expect);
}

export function withoutPlaces(expect: Expect): unknown {
  return JSON.parse(JSON.stringify(expect, (name, value) => (name === 'place' ? undefined : value)));
}
