/** What is changed of a subscriber reaches a core in the order in which it was changed. */
import { expect, test } from 'vitest';
import type { ProfileChange } from '../../src/flow/api.ts';
import type { Store } from '../../src/store/port.ts';
import { type FakeAnswer, type FakeAsked, openBeforeFake } from './fakeCore.ts';
import { keyed, worldWith } from './support.ts';

const ANNA = '79161234567';
const WELL: FakeAnswer = { status: 200, body: { memberships: [] } };

const isChange = ({ method, path }: FakeAsked) => method === 'PUT' && path === `/v1/subscribers/${ANNA}`;

/** Something to wait for. */
function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** A core that takes its time over the first change. */
function slowCore(answerOf: (change: FakeAsked) => FakeAnswer = () => WELL) {
  const heard: FakeAsked[] = [];
  const released = gate();
  const first = gate();
  const answering = async (asked: FakeAsked): Promise<FakeAnswer> => {
    if (!isChange(asked)) return WELL;
    heard.push(asked);
    first.open();
    await released.opened;
    return answerOf(asked);
  };
  return { answering, heard, first: first.opened, release: released.open };
}

const bodies = (heard: readonly FakeAsked[]) => heard.map(({ body }) => body);

/** Makes the first change, and the others while the core is busy with it. Resolves when the core has heard of all. */
async function changing(core: ReturnType<typeof slowCore>, changes: readonly ProfileChange[], key?: string) {
  const { gateway, close } = await openBeforeFake(core.answering);
  const call = await worldWith(gateway, []);
  const change = (one: ProfileChange) => gateway.putSubscriber(keyed(call, key), ANNA, one);
  const [first = {}, ...others] = changes;
  const done = [change(first)];
  await core.first;
  done.push(...others.map(change));
  // One subscriber's calls are taken one after the other: those before this one are in the store then.
  await gateway.subscriber(call, ANNA);
  core.release();
  expect((await Promise.all(done)).every(({ ok }) => ok)).toBe(true);
  await close();
}

test('none overtakes another; those that wait become one, but for another owner, who costs the points each time', async () => {
  const core = slowCore();
  await changing(core, [
    { blocked: true },
    { blocked: false, debt: 5 },
    { debt: 7 },
    { memberSince: '2010-05-15T00:00:00+03:00' },
    { owner: 'Vera' },
    { birthday: '05-15' },
    { owner: 'Anna' },
  ]);
  expect(bodies(core.heard)).toEqual([
    { blocked: true },
    { blocked: false, debt: 7, memberSince: '2010-05-15T00:00:00+03:00' },
    { owner: 'Vera', birthday: '05-15' },
    { owner: 'Anna' },
  ]);
  expect(new Set(core.heard.map(({ key }) => key)).size).toBe(4);
});

test('one that the core does not understand keeps no other back', async () => {
  const core = slowCore(({ body }) =>
    'language' in (body as object) ? { status: 400, body: { type: 'urn:starhash:problem:invalid-field' } } : WELL,
  );
  await changing(core, [{ language: 'en' }, { blocked: true }]);
  expect(bodies(core.heard)).toEqual([{ language: 'en' }, { blocked: true }]);
});

test('a key of the caller’s as long as keys may be: the core gets one of the gateway’s own', async () => {
  const core = slowCore();
  await changing(core, [{ blocked: true }], 'k'.repeat(255));
  expect(core.heard).toMatchObject([{ key: expect.stringMatching(/^.{1,255}$/) }]);
});

/** The store, in which what is done stays until `release` is called. @returns `dropping` resolves when something is to be dropped */
function slowToDrop() {
  const dropping = gate();
  const released = gate();
  const before = (store: Store): Store => ({
    ...store,
    async dropRecord(...record) {
      dropping.open();
      await released.opened;
      return store.dropRecord(...record);
    },
  });
  return { before, dropping: dropping.opened, release: released.open };
}

test('one that comes as the one before is done, and still stands in the store', async () => {
  const heard: FakeAsked[] = [];
  const { before, dropping, release } = slowToDrop();
  const answering = (asked: FakeAsked) => {
    if (isChange(asked)) heard.push(asked);
    return WELL;
  };
  const { gateway, close } = await openBeforeFake(answering, { before });
  const call = await worldWith(gateway, []);
  const first = gateway.putSubscriber(call, ANNA, { debt: 1 });
  await dropping;
  const second = gateway.putSubscriber(call, ANNA, { debt: 2 });
  await gateway.messages(call, ANNA, {});
  release();
  await Promise.all([first, second]);
  expect(bodies(heard)).toEqual([{ debt: 1 }, { debt: 2 }]);
  await close();
});

test('one that the core could not be told for 23 hours: whoever runs the gateway hears of it', async () => {
  const warnings: string[] = [];
  const given = gate();
  const onWarning = (what: string) => {
    warnings.push(what);
    given.open();
  };
  const { gateway, close } = await openBeforeFake((asked) => (isChange(asked) ? { status: 503, body: {} } : WELL), {
    patience: 50,
    onWarning,
  });
  const call = await worldWith(gateway, []);
  await gateway.putSubscriber(call, ANNA, { blocked: true });
  await gateway.changeClock(call, { advance: 'PT23H' });
  await given.opened;
  expect(warnings).toEqual(['a bonus core does not know what was changed of a subscriber']);
  await close();
});
