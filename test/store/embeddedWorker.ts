/** A process of its own that works on an embedded store, for tests that kill it, race it or let its disk run full. */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { openGate } from '../../src/store/embedded/gate.ts';
import { openEmbeddedStore } from '../../src/store/embedded/store.ts';
import type { Store } from '../../src/store/port.ts';
import { commitOf, timed } from './worlds.ts';

const [task = '', directory = '', worldId = '', name = '', count = ''] = process.argv.slice(2);
const ALICE = '79161234567';

const say = (line: string): void => void writeSync(1, `${line}\n`);

/** Adds one to Alice's number, again and again; after a conflict once more. */
async function increment(store: Store): Promise<void> {
  for (let done = 0; done < Number(count); ) {
    const { world, account } = await store.load(worldId, ALICE);
    const next = timed(`${name}.${done}`, String(Number(account?.value ?? 0) + 1));
    const commit = commitOf(ALICE, { account: next, messages: [next.etag] }, { account: account?.etag ?? '' });
    if ((await store.commit(world, commit)) === 'committed') done += 1;
  }
  say('done');
}

/** Commits for many subscribers at once, for ever, and says what was acknowledged: `msisdn number`. */
async function write(store: Store): Promise<void> {
  await Promise.all(Array.from({ length: 20 }, (_, i) => writeOne(store, String(79_160_000_000 + i))));
}

async function writeOne(store: Store, msisdn: string): Promise<void> {
  const { world } = await store.load(worldId, msisdn);
  for (let i = 1; ; i++) {
    const before = i === 1 ? '' : `e${i - 1}`;
    const writes = {
      session: timed(`e${i}`, '', i),
      account: timed(`e${i}`),
      messages: [`${i}`],
      journal: [{ program: 'p', line: `${i}` }],
      outbox: [{ queue: 'q', id: `${i}`, at: i, value: '' }],
    };
    const result = await store.commit(world, commitOf(msisdn, writes, { session: before, account: before }));
    if (result !== 'committed') throw new Error(result);
    say(`${msisdn} ${i}`);
  }
}

/** Writes until the disk takes no more, says why, waits for a line, and tries once more. */
async function fill(store: Store): Promise<void> {
  const { world } = await store.load(worldId, ALICE);
  const page = 'x'.repeat(50_000);
  let written = 0;
  const attempt = () => store.commit(world, commitOf(String(written), { session: timed(`e${written}`, page) }));
  try {
    for (; written < 1_000; written++) await attempt();
  } catch (error) {
    say(`${(error as Error).name}: ${(error as Error).message}`);
  }
  say(`written ${written}`);
  await once(process.stdin, 'data');
  say(await attempt());
  await store.close();
  process.exit(0);
}

/** Closes the store, and opens and closes it many times. */
async function reopen(store: Store): Promise<void> {
  await store.close();
  for (let done = 0; done < Number(count); done++) await (await openEmbeddedStore(directory)).close();
  process.exit(0);
}

const tasks: Record<string, (store: Store) => Promise<void>> = { increment, write, fill, reopen };
if (task === 'pass') process.exit(openGate(directory).pass(() => 0));
const store = await openEmbeddedStore(directory);
say('open');
await tasks[task]?.(store);
await store.close();
