/** Accounts outlive the files of their programs: what a file has lost falls silent, what it has gained begins now. */
import { describe, expect, it } from 'vitest';
import { createCore } from '../../src/bonus/core.ts';
import { changeProfile } from '../../src/bonus/profile.ts';
import type { Account, Core, Profile } from '../../src/bonus/types.ts';
import { fullFile } from './fullProgram.ts';
import { balanceAt, compile, contextAt, DAY, moscow, type Subscriber, subscriber } from './support.ts';

const NOW = moscow('2018-03-10T12:00');
const LATER = moscow('2028-03-10T12:00');

function coreOf(change: object = {}): Core {
  return createCore(compile(fullFile(change)));
}

/** The earning events of the full program without some fields of one of them. */
function earningWithout(kind: string, field: string): object {
  const { earning } = fullFile() as { earning: Record<string, Record<string, unknown>> };
  const { [field]: _gone, ...rule } = earning[kind] ?? {};
  return { ...earning, [kind]: rule };
}

function memberOf(core: Core, profile: Profile = {}): Subscriber {
  return subscriber(core, profile).join(NOW);
}

function statusOf(core: Core, account: Account, now: number): unknown {
  return core.decide(account, { op: 'balance' }, contextAt(now)).outcome.data.statusKey;
}

const FULL = coreOf();
const KNOWN = { memberSince: moscow('2008-01-01T00:00'), birthday: '05-15' };

describe('what is given by itself', () => {
  const silent = coreOf({
    earning: { ...earningWithout('birthday', 'byItself'), ...{ seniority: earningOf('seniority') } },
  });

  function earningOf(kind: string): unknown {
    return (earningWithout(kind, 'byItself') as Record<string, unknown>)[kind];
  }

  it('ends where the file has it no more', () => {
    const { account, entries } = silent.settle(memberOf(FULL, KNOWN).account, LATER);
    expect(entries).toEqual([]);
    expect(account.programs.everything).not.toHaveProperty('lookAt');
  });

  it('begins with the first look where the file did not have it, and gives nothing for the time before', () => {
    const before = memberOf(silent, KNOWN).account;
    const adopted = FULL.settle(before, LATER);
    expect(adopted.entries).toEqual([]);
    const { entries } = FULL.settle(adopted.account, LATER + 30 * DAY);
    expect(entries.map(({ at, note }) => [at, note])).toEqual([[moscow('2028-04-01T00:00'), 'seniority']]);
  });

  it('is not looked for again and again where nothing is in sight', () => {
    const { account } = memberOf(FULL);
    expect(account.programs.everything?.lookAt).toBeNull();
    expect(FULL.settle(account, NOW + 1).account).toBe(account);
  });
});

describe('what a file has lost', () => {
  it('says nothing any more', () => {
    const one = memberOf(FULL);
    one.event(NOW, 'taxi', { rub: 100 });
    one.event(NOW, 'topup', { rub: 1000 });
    const { messages } = coreOf({ expiry: { rule: 'never' } }).settle(one.account, LATER);
    expect(messages.map(({ key }) => key)).not.toContain('core.burned');
  });

  it('pays no bill, tops nobody up and credits no claim', () => {
    const one = memberOf(FULL);
    one.event(NOW, 'taxi', { rub: 1000 });
    one.event(NOW, 'bill', { rub: 300 });
    one.event(NOW, 'goal', { goal: 'number', rub: 200, msisdn: '79161112233' });
    const { entry } = one.event(NOW, 'purchase', { rub: 1000, partner: 'books', percent: 10 }).data;
    one.event(NOW, 'confirm', { entry: String(entry) });
    const { purchase: _gone, ...earning } = fullFile().earning as Record<string, unknown>;
    const core = coreOf({ earning, events: {} });
    const { account, messages } = core.settle(one.account, NOW + 40 * DAY);
    expect(balanceAt(core, account, NOW + 40 * DAY)).toBe(1000);
    expect(messages).toEqual([]);
    expect(core.settle(account, LATER).messages.map(({ key }) => key)).toEqual(['core.burned']);
  });
});

describe('statuses', () => {
  const none = coreOf({ tiers: undefined });

  it('begin for members from before them', () => {
    const { account } = memberOf(none);
    expect(statusOf(FULL, account, LATER)).toBe('status.basic');
    expect(FULL.settle(account, LATER).account.programs.everything?.tier?.until).toBe(moscow('2029-03-10T12:00'));
  });

  it('are worked out anew where a level has another name, for the rest of the term', () => {
    const one = memberOf(FULL);
    one.event(NOW, 'taxi', { rub: 4000 });
    const { levels, window } = (fullFile() as { tiers: { levels: { name: string }[]; window: number } }).tiers;
    const renamed = levels.map((level) => (level.name === 'standard' ? { ...level, name: 'silver' } : level));
    const core = coreOf({ tiers: { window, levels: renamed } });
    expect(statusOf(core, one.account, NOW + DAY)).toBe('status.silver');
    const { tier } = core.settle(one.account, NOW + DAY).account.programs.everything ?? {};
    expect(tier?.until).toBe(moscow('2020-03-10T12:00'));
  });
});

describe('another owner', () => {
  it('has neither the years nor the birthday of the former one', () => {
    const one = memberOf(FULL, { ...KNOWN, owner: 'A' });
    const { account } = changeProfile([FULL], one.account, { owner: 'B' }, contextAt(NOW));
    expect(account.profile).toEqual({ owner: 'B' });
    expect(FULL.settle(account, LATER).entries).toEqual([]);
  });

  it('burns nothing in a frozen program', () => {
    const core = coreOf({ lifecycle: 'dated', dates: { frozen: '2019-01-01T00:00:00+03:00' } });
    const one = memberOf(core, { owner: 'A' });
    one.event(NOW, 'taxi', { rub: 100 });
    const { account } = changeProfile([core], one.account, { owner: 'B' }, contextAt(LATER));
    expect(balanceAt(core, account, LATER)).toBe(100);
  });
});

it('a kind of events that is called first does not take the bonus of the first purchase', () => {
  const { earning } = fullFile() as { earning: object };
  const core = coreOf({ earning: { ...earning, first: { rule: 'fixed', points: 1, every: 'once' } } });
  const one = memberOf(core);
  one.event(NOW, 'first');
  const { entry } = one.event(NOW, 'purchase', { rub: 1000, partner: 'books', percent: 10 }).data;
  one.event(NOW, 'confirm', { entry: String(entry) });
  expect(one.balance(moscow('2018-04-01T00:00'))).toBe(1 + 100 + 300);
});

it.each(['a\nb', 'a\u202eb', 'a\u0000b', 'a\u2028b'])('a partner cannot be called %j', (partner) => {
  const { name, data } = memberOf(FULL).event(NOW, 'purchase', { rub: 100, partner, percent: 10 });
  expect([name, data.field]).toEqual(['bad-value', 'partner']);
});

it('a blocked number tops nobody up: its goal waits', () => {
  const one = memberOf(FULL);
  one.event(NOW, 'taxi', { rub: 1000 });
  const goal = { goal: 'number', rub: 200, msisdn: '79161112233' };
  one.event(NOW, 'goal', goal);
  one.account = { ...one.account, profile: { blocked: true } };
  expect(one.balance(moscow('2018-04-01T00:00'))).toBe(1000);
  expect(one.event(NOW, 'goal', { ...goal, rub: 300 }).name).toBe('number-blocked');
  one.account = { ...one.account, profile: {} };
  expect(one.balance(moscow('2018-05-01T00:00'))).toBe(800);
});
