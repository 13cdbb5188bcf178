/** The fifth program: dropped as a folder beside the four while the built gateway runs on them. */
import { cpSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SESSIONS } from '../../support/harness.ts';
import { type Built, build, type Served } from './built.ts';
import { type Member, memberOf } from './member.ts';
import { must, typeOf, type World, worldAt } from './world.ts';

export const PROGRAM = 'aurora-miles';
export const ANNA = '79161234567';

/** Chisinau is two hours ahead of UTC until 31 March 2024, then three. */
export const BEGINNING = '2024-03-10T12:00:00+02:00';
const FIFTH = fileURLToPath(new URL(`../fifth/${PROGRAM}`, import.meta.url));

export interface Stage {
  readonly world: World;
  readonly anna: Member;
}

export interface Fifth {
  readonly built: Built;
  readonly gateway: Served;
  /** The program's folder, where the gateway reads it. */
  readonly folder: string;
  /** A world in which Anna speaks English and is in no program. */
  newcomer(): Promise<Stage>;
  /** The same, with Anna in the program; nothing is in her inbox. */
  joined(): Promise<Stage>;
}

/** Resolves when the gateway has the fifth program; everything is gone after `built.remove`. */
export async function openFifth(): Promise<Fifth> {
  const built = build();
  const sessions = join(built.folder(), 'sessions');
  cpSync(SESSIONS, sessions, { recursive: true });
  const gateway = await built.serve(sessions);
  const folder = join(sessions, PROGRAM);
  await drop(built, gateway, folder);
  const newcomer = async () => {
    const world = await worldAt(gateway.url, BEGINNING, [{ msisdn: ANNA, language: 'en' }]);
    return { world, anna: memberOf(world, PROGRAM, ANNA) };
  };
  const joined = async () => {
    const stage = await newcomer();
    must(await stage.anna.write('register', { channel: 'ussd' }));
    await stage.anna.inbox();
    return stage;
  };
  return { built, gateway, folder, newcomer, joined };
}

/** All files at once: the gateway never reads half of them. Resolves when it has read them. */
async function drop(built: Built, gateway: Served, folder: string): Promise<void> {
  const written = join(built.folder(), PROGRAM);
  cpSync(FIFTH, written, { recursive: true });
  renameSync(written, folder);
  for (let readings = 1; !(await isKnown(gateway)); readings += 1) {
    await gateway.until(new RegExp(`(were loaded again[^]*){${readings}}`));
  }
}

async function isKnown({ url }: Served): Promise<boolean> {
  const response = await fetch(`${url}/v1/bonus/${PROGRAM}/${ANNA}`);
  const { type } = (await response.json()) as { readonly type?: string };
  return type !== typeOf('unknown-program');
}
