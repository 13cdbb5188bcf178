/** What each step of a dialogue does, and what is seen of it. */
import type { BonusWrite, InboxSms } from '../../src/flow/api.ts';
import { type Driver, mustReply, type Reply, type Shown } from './driver.ts';
import { CODE, CODE_BEFORE, OTHER_CODE, type Sms, type Step, type Table, TRANSFER } from './language.ts';
import { type Seen, seenDone, seenFigures, seenInbox, seenRows, seenScreen, seenValue } from './seen.ts';

export interface Player {
  readonly table: Table;
  readonly driver: Driver;
  /** By MSISDN: what placeholders stand for, and what each phone shows. */
  readonly codes: Map<string, readonly string[]>;
  readonly transfers: Map<string, string>;
  readonly screens: Map<string, string>;
}

/** What was done, in words, and what was seen of it. */
export interface Acted {
  readonly sent: string;
  readonly seen: readonly Seen[];
}

type StepOf<Kind extends string> = Extract<Step, { readonly [Name in Kind]: unknown }>;
type Kind =
  | 'dial'
  | 'answer'
  | 'hangUp'
  | 'sms'
  | 'api'
  | 'profile'
  | 'leaf'
  | 'inbox'
  | 'balance'
  | 'membership'
  | 'catalogue'
  | 'clock';
type Act<Name extends Kind> = (player: Player, step: StepOf<Name>, who: string) => Promise<Acted>;

const ACTS: { readonly [Name in Kind]: Act<Name> } = {
  async dial(player, { dial, expect }, who) {
    const reply = kept(player, who, await player.driver.dial(who, fill(player, who, dial)));
    return { sent: `dials ${dial}`, seen: [seenScreen(expect, reply)] };
  },
  async answer(player, { answer, expect }, who) {
    const reply = kept(player, who, await player.driver.answer(who, fill(player, who, answer)));
    return { sent: `answers ${answer}`, seen: [seenScreen(expect, reply)] };
  },
  async hangUp({ driver }, _step, who) {
    return { sent: 'hangs up', seen: [seenDone(await driver.hangUp(who))] };
  },
  async sms({ driver, table }, { sms, to = table.shortCode }, who) {
    return { sent: `texts ${JSON.stringify(sms)} to ${to}`, seen: [seenDone(await driver.sms(who, to, sms))] };
  },
  async api(player, { api, expect }, who) {
    const reply = await player.driver.write(who, filled(player, who, api));
    if (reply.ok && api.op === 'transfer') player.transfers.set(who, String(reply.value.id));
    return { sent: `calls ${JSON.stringify(api)}`, seen: [seenFigures(expect, reply)] };
  },
  async profile({ driver }, { profile }, who) {
    return { sent: `is changed: ${JSON.stringify(profile)}`, seen: [seenDone(await driver.profile(who, profile))] };
  },
  async leaf(player, { leaf, rows }, who) {
    const lines = (await pagesOf(player, who)).flatMap((page) => page.split('\n'));
    const found = lines.filter((line) => leaf.test(line));
    return { sent: 'turns all pages', seen: [seenRows(rows, found)] };
  },
  async inbox(player, { inbox }, who) {
    return { sent: 'looks at the SMS', seen: [await seenSms(player, who, inbox)] };
  },
  async balance({ driver }, { balance }, who) {
    return { sent: 'has', seen: [seenValue(balance, await balanceOf(driver, who))] };
  },
  async membership({ driver }, { membership }, who) {
    return { sent: 'is', seen: [seenFigures({ figures: membership }, await driver.bonus(who))] };
  },
  async catalogue({ driver }, { catalogue }, who) {
    const reply = await driver.catalogue(who);
    return { sent: 'reads the catalogue', seen: [seenValue(catalogue, reply.ok ? reply.value : reply.word)] };
  },
  async clock({ driver }, { clock }) {
    return { sent: `clock: ${JSON.stringify(clock)}`, seen: [seenDone(await driver.clock(clock))] };
  },
};

/** What comes with every step of one who acts. */
const HAS_INBOX: ReadonlySet<string> = new Set(['dial', 'answer', 'hangUp', 'sms', 'api', 'profile', 'leaf']);

/** Carries out a step of `actor`, unless it names somebody else. */
export async function carryOut(player: Player, step: Step, actor: string): Promise<Acted> {
  const who = ('by' in step ? step.by : undefined) ?? ('of' in step ? step.of : undefined) ?? actor;
  const kind = kindOf(step);
  const { sent, seen } = await (ACTS[kind] as Act<Kind>)(player, step as never, who);
  const told = HAS_INBOX.has(kind) ? [await seenSms(player, who, 'told' in step ? (step.told ?? []) : [])] : [];
  return { sent: kind === 'clock' ? sent : `${who} ${sent}`, seen: [...seen, ...told] };
}

function kindOf(step: Step): Kind {
  const kind = (Object.keys(ACTS) as Kind[]).find((name) => Object.hasOwn(step, name));
  if (kind === undefined) throw new Error(`This is no step: ${JSON.stringify(step)}`);
  return kind;
}

/** What is seen of the SMS that came since the last look. */
export async function seenSms({ driver, table, codes }: Player, who: string, expect: readonly Sms[]): Promise<Seen> {
  const messages = await driver.inbox(who);
  codes.set(who, [...(codes.get(who) ?? []), ...codesIn(messages)]);
  return seenInbox(expect, table.shortCode, messages);
}

function codesIn(messages: readonly InboxSms[]): string[] {
  return messages.flatMap(({ text }) => /^\d{4}(?= )/.exec(text) ?? []);
}

/** Points, null for one who is not a member, else the word of the refusal. */
export async function balanceOf(driver: Driver, msisdn: string): Promise<number | string | null> {
  const reply = await driver.bonus(msisdn);
  if (reply.ok) return reply.value.balance;
  return reply.word === 'not-a-member' ? null : reply.word;
}

/** All pages of the screen that the phone shows, from the one it is on. */
async function pagesOf(player: Player, who: string): Promise<readonly string[]> {
  const { driver, screens, table } = player;
  const pages = [screens.get(who) ?? ''];
  while (offers(pages.at(-1) ?? '', table.nextKey)) {
    const reply = kept(player, who, await driver.answer(who, table.nextKey));
    pages.push(mustReply(reply).text);
  }
  return pages;
}

function offers(screen: string, key: string): boolean {
  return screen.split('\n').some((line) => line.startsWith(`${key} `));
}

function kept({ screens }: Player, who: string, reply: Reply<Shown>): Reply<Shown> {
  if (reply.ok) screens.set(who, reply.value.text);
  return reply;
}

function filled(player: Player, who: string, write: BonusWrite): BonusWrite {
  if (write.op !== 'confirm') return write;
  return { ...write, id: fill(player, who, write.id), code: fill(player, who, write.code) };
}

function fill({ codes, transfers }: Player, who: string, text: string): string {
  const [before = '', code = ''] = ['', ...(codes.get(who) ?? [])].slice(-2);
  const other = String((Number(code) + 1) % 10_000).padStart(4, '0');
  const known = [
    [CODE, code],
    [CODE_BEFORE, before],
    [OTHER_CODE, other],
    [TRANSFER, transfers.get(who) ?? ''],
  ] as const;
  return known.reduce((filledIn, [name, value]) => filledIn.replace(name, value), text);
}
