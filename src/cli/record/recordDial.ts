/** `starhash dial --record FILE`: the dialogue becomes a session script. */
import { writeScript } from '../../script/language/write.ts';
import type { CliDeps } from '../deps.ts';
import type { Call } from '../dialInLines.ts';
import { writeScriptFile } from './scriptFile.ts';
import { tapeOf } from './tape.ts';

/** Where the script goes. */
export interface ScriptTarget {
  readonly path: string;
  readonly isForced: boolean;
}

const NOTES = ['Recorded by starhash dial --record. What is given is what was so before.'];

/** Calls `talk` with a call that is recorded, and writes the script, however the talk ends. */
export async function recordDial(
  { path, isForced }: ScriptTarget,
  call: Call,
  { process }: CliDeps,
  talk: (call: Call) => Promise<number>,
): Promise<number> {
  const tape = tapeOf(call.client, call.from);
  try {
    return await talk({ ...call, client: tape.client });
  } finally {
    const recorded = await tape.recorded(`${call.code} as recorded`, NOTES);
    if (recorded === null) process.stderr.write(`Nothing was recorded; ${path} was not written.\n`);
    else {
      writeScriptFile(path, writeScript(recorded), isForced);
      process.stderr.write(`${path} written. Play it: starhash test ${path}\n`);
    }
  }
}
