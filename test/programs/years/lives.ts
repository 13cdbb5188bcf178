/** Lives of members in all programs of a folder, on a gateway whose world clock is moved: for the test of thirty years and for the bench. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compileProgram, type Program } from '../../../src/bonus/program.ts';
import type { BonusWrite, Call, Gateway, ProfileChange, Result } from '../../../src/flow/api.ts';
import { deedOf, joiningOf } from './deeds.ts';
import { type Dice, diceOf } from './dice.ts';

const DAY = 24 * 3_600_000;

/** Where lives are lived. */
export interface Scene {
  readonly gateway: Gateway;
  readonly call: Call;
  readonly programs: readonly Program[];
}

export interface Member {
  readonly msisdn: string;
  readonly dice: Dice;
  /** Ids of claims so far, by program. */
  readonly claims: Map<string, string[]>;
}

/** The figures of all programs in a folder of services. */
export async function programsIn(folder: string): Promise<readonly Program[]> {
  const paths = await readdir(folder, { recursive: true });
  const files = paths.filter((path) => path.endsWith('program.yaml')).sort();
  return Promise.all(files.map(async (path) => programOf(await readFile(join(folder, path), 'utf8'))));
}

function programOf(text: string): Program {
  const compiled = compileProgram(parse(text));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.errors));
  return compiled.program;
}

/** So many members, each with a fate of their own that the seed decides. */
export function membersOf(seed: string, count: number): readonly Member[] {
  return Array.from({ length: count }, (_, index) => ({
    msisdn: `79${String(160_000_000 + index)}`,
    dice: diceOf(`${seed} ${index}`),
    claims: new Map(),
  }));
}

/** A member's profile is told, and they join each program. */
export async function begin(scene: Scene, { msisdn, dice }: Member): Promise<void> {
  const { gateway, call, programs } = scene;
  heeded(await gateway.putSubscriber(call, msisdn, profileOf(dice)));
  for (const program of programs) heeded(await gateway.bonusWrite(call, program.id, msisdn, joiningOf(program, dice)));
}

function profileOf(dice: Dice): ProfileChange {
  const two = (n: number) => String(n).padStart(2, '0');
  return {
    timeZone: dice.pick(['Europe/Moscow', 'Asia/Kamchatka', 'Europe/Chisinau']),
    birthday: `${two(1 + dice.below(12))}-${two(1 + dice.below(28))}`,
    memberSince: `20${two(dice.below(14))}-02-${two(1 + dice.below(28))}T00:00:00+03:00`,
    owner: 'A',
  };
}

/** How likely it is that a member does something in a program when there is occasion, per cent. */
const ACTIVITY = 50;

/** What a member does in the programs now; who has left joins again. What is refused is refused. */
export async function live(scene: Scene, member: Member): Promise<void> {
  for (const program of scene.programs) if (member.dice.percent(ACTIVITY)) await act(scene, program, member);
}

async function act({ gateway, call }: Scene, program: Program, { claims, dice, msisdn }: Member): Promise<void> {
  const known = claims.get(program.id) ?? [];
  const result = await gateway.bonusWrite(call, program.id, msisdn, deedOf(program, dice, known));
  if (heeded(result) === 'not-a-member') {
    heeded(await gateway.bonusWrite(call, program.id, msisdn, joiningOf(program, dice)));
  }
  const entry = result.ok ? result.value.entry : undefined;
  if (entry !== undefined && !known.includes(String(entry)))
    claims.set(program.id, [...known, String(entry)].slice(-4));
}

/** The word of a refusal, or null. Throws where it is no answer of a program. */
function heeded(result: Result<unknown>): string | null {
  if (result.ok) return null;
  const { type } = result.problem;
  if (['store-unavailable', 'unknown-program', 'invalid-field', 'unknown-kind'].includes(type)) {
    throw new Error(JSON.stringify(result.problem));
  }
  return type;
}

/** Two people of whom the first gives the second points, where a program lets them. */
export async function give(scene: Scene, program: Program, giver: Member, receiver: Member): Promise<void> {
  const { gateway, call } = scene;
  const wish: BonusWrite = { op: 'transfer', to: receiver.msisdn, points: 1 + giver.dice.below(300) };
  const asked = await gateway.bonusWrite(call, program.id, giver.msisdn, wish);
  if (heeded(asked) !== null || !asked.ok) return;
  const inbox = await gateway.messages(call, giver.msisdn, {});
  const text = inbox.ok ? (inbox.value.messages.at(-1)?.text ?? '') : '';
  const code = /\d{4}/.exec(text)?.[0] ?? '';
  heeded(await gateway.bonusWrite(call, program.id, giver.msisdn, { op: 'confirm', id: String(asked.value.id), code }));
}

/** An instant some days after another one: mostly weeks, now and then years in one go. */
export function laterThan(at: number, dice: Dice, until: number): number {
  const days = dice.percent(4) ? 400 + dice.below(800) : 1 + dice.below(40);
  return Math.min(until, at + days * DAY + dice.below(DAY));
}

/** Moves the world clock; answers when all that fell due on the way is done. */
export async function setClock({ gateway, call }: Pick<Scene, 'gateway' | 'call'>, at: number): Promise<void> {
  heeded(await gateway.changeClock(call, { set: new Date(at).toISOString() }));
}
