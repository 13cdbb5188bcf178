import { describe, expect, it } from 'vitest';
import { auditMembership } from '../../src/bonus/audit.ts';
import { changeProfile, type ProfilePatch } from '../../src/bonus/profile.ts';
import { CORE, contextAt, moscow, RECEIVER, rich, type Subscriber, subscriber } from './support.ts';

const NOW = moscow('2018-03-10T12:00');

function change(one: Subscriber, patch: ProfilePatch, now = NOW) {
  const changed = changeProfile([CORE], one.account, patch, contextAt(now));
  one.account = changed.account;
  one.entries.push(...changed.entries);
  return changed;
}

describe('the profile', () => {
  it('sets, takes back and leaves alone', () => {
    const one = subscriber(CORE, { language: 'ro', debt: 5 });
    change(one, { language: null, blocked: true, memberSince: 7 });
    expect(one.account.profile).toEqual({ debt: 5, blocked: true, memberSince: 7 });
  });

  it.each([
    [undefined, { owner: 'Ann' }],
    ['Ann', { owner: 'Ann' }],
    ['Ann', { owner: null }],
    ['Ann', { debt: 5 }],
  ])('owner %s, change %o: no change of owner', (owner, patch) => {
    const one = rich(NOW, 100, CORE, owner === undefined ? {} : { owner });
    const before = one.membership();
    expect(change(one, patch).entries).toEqual([]);
    expect(one.membership()).toBe(before);
  });
});

describe('another owner', () => {
  it('burns the points for good, with an entry', () => {
    const one = rich(NOW, 100, CORE, { owner: 'Ann' });
    const { entries } = change(one, { owner: 'Bob' });
    expect(entries).toMatchObject([{ kind: 'owner-change', postings: [{ points: -100 }, { points: 100 }] }]);
    expect([one.balance(NOW), one.account.profile.owner]).toEqual([0, 'Bob']);
    expect(auditMembership(one.membership(), one.entries)).toEqual([]);
  });

  it('burns seniority: the years count anew', () => {
    const one = rich(NOW, 100, CORE, { owner: 'Ann', memberSince: moscow('2003-01-01T12:00') });
    expect(one.event(NOW, 'seniority').data.earned).toBe(50);
    change(one, { owner: 'Bob' });
    expect(one.event(NOW, 'seniority').data.earned).toBe(0);
    expect(one.event(moscow('2019-03-10T12:00'), 'seniority').data.earned).toBe(10);
  });

  it('counts anew for a member of some years too', () => {
    const one = rich(moscow('2016-03-10T12:00'), 100, CORE, { owner: 'Ann' });
    change(one, { owner: 'Bob' });
    expect(one.event(NOW, 'seniority').data.earned).toBe(0);
  });

  it('takes the years that come with the change', () => {
    const one = rich(NOW, 100, CORE, { owner: 'Ann' });
    change(one, { owner: 'Bob', memberSince: moscow('2010-01-01T12:00') });
    expect(one.event(NOW, 'seniority').data.earned).toBe(20);
  });

  it('has bonuses of their own, and none of the remainders, totals and codes of the former one', () => {
    const one = rich(NOW, 100, CORE, { owner: 'Ann' });
    one.event(NOW, 'birthday');
    one.event(NOW, 'card', { rub: 2999 });
    one.ask(NOW, { op: 'transfer', to: RECEIVER, points: 10 });
    change(one, { owner: 'Bob' });
    expect(one.membership()).toMatchObject({ status: 'member', requests: [], carry: {}, totals: {}, granted: {} });
    expect(one.event(NOW, 'birthday').data.earned).toBe(100);
  });

  it('does not get what comes back from a transfer of the former one', () => {
    const one = rich(NOW, 500, CORE, { owner: 'Ann' });
    one.ask(NOW, { op: 'transfer', to: RECEIVER, points: 400 });
    const { id } = one.ask(NOW, { op: 'confirm', id: '', code: '1234' }).outcome.data;
    change(one, { owner: 'Bob' });
    one.ask(NOW, { op: 'finish', id: String(id), refusal: 'closed' });
    expect(one.balance(NOW)).toBe(0);
  });

  it('of a stranger leaves no membership behind', () => {
    const one = subscriber(CORE, { owner: 'Ann' });
    change(one, { owner: 'Bob' });
    expect(one.account.programs).toEqual({});
  });
});
