/** Calls that must be refused: with the right reason, and without anything changing. */
import { expect } from 'vitest';
import { SESSIONS } from '../../support/harness.ts';
import { type Built, build, type Served } from './built.ts';
import { belongings, type Member, memberOf } from './member.ts';
import { type Answer, typeOf, type World, worldAt } from './world.ts';

export const ANNA = '79161234567';
export const BORIS = '79160000002';

export const PROGRAMS = ['mts-bonus', 'mts-cashback', 'rostelecom-bonus', 'robokassa'] as const;
export type ProgramName = (typeof PROGRAMS)[number];

/** Noon of a day on which each program is open and no date of it is near. */
const OPEN_DAY: Readonly<Record<ProgramName, string>> = {
  'mts-bonus': '2019-03-10T12:00:00+03:00',
  'mts-cashback': '2019-03-10T12:00:00+03:00',
  'rostelecom-bonus': '2019-03-10T12:00:00+03:00',
  robokassa: '2015-06-10T12:00:00+03:00',
};

/** What comes of a bad call: HTTP status, stable word, figures that must be among its members. */
export type Refusal = readonly [status: number, word: string, figures?: Readonly<Record<string, unknown>>];

export interface Scene {
  readonly world: World;
  readonly anna: Member;
  readonly boris: Member;
}

export interface Four {
  readonly built: Built;
  readonly gateway: Served;
  /** A world in which Anna has 1 000 points in this program and 240 in all others that are open, and Boris is in none; `more` of Anna’s profile. */
  scene(program: ProgramName, more?: object): Promise<Scene>;
}

/** The built gateway on the shipped programs; gone after `built.remove`. */
export async function openFour(): Promise<Four> {
  const built = build();
  const gateway = await built.serve(SESSIONS);
  const scene = async (program: ProgramName, more: object = {}) => {
    // In 2015 the program of 2016 was not open yet.
    const open = PROGRAMS.filter((name) => program !== 'robokassa' || name !== 'rostelecom-bonus');
    const programs = Object.fromEntries(open.map((name) => [name, { points: name === program ? 1000 : 240 }]));
    const people = [{ msisdn: ANNA, programs, ...more }, { msisdn: BORIS }];
    const world = await worldAt(gateway.url, OPEN_DAY[program], people);
    return { world, anna: memberOf(world, program, ANNA), boris: memberOf(world, program, BORIS) };
  };
  return { built, gateway, scene };
}

/** Makes the call: it must be refused like this, and leave points, journals, SMS and profiles of both as they are. */
export async function expectRefused(
  world: World,
  call: () => Promise<Answer>,
  [status, word, figures = {}]: Refusal,
): Promise<void> {
  const before = await everything(world);
  const { status: was, body } = await call();
  expect({ status: was, ...body }).toMatchObject({ status, type: typeOf(word), ...figures });
  expect(body.detail).toMatch(/^\S.*\.$/);
  expect(await everything(world)).toEqual(before);
}

function everything(world: World): Promise<unknown> {
  return Promise.all([ANNA, BORIS].map((msisdn) => belongings(world, msisdn, PROGRAMS)));
}
