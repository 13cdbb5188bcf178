/** How scripts run: side by side, apart from each other, no longer than they may, the same each time. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lacksOf } from '../../../src/script/run/needs.ts';
import { runScript } from '../../../src/script/run/runScript.ts';
import { runScripts } from '../../../src/script/run/runScripts.ts';
import { type Wire, WireTrouble } from '../../../src/script/wire.ts';
import { openShipped, played, scriptsOf, told } from '../support.ts';

let wire: Wire;

beforeAll(async () => {
  wire = await openShipped();
});
afterAll(() => wire.close());

const GOOD = 'given: { points: 40 }\nsteps: [{ dial: "*111*455*0#", gets: 40 баллов }]';
const BAD = 'given: { points: 40 }\nsteps: [{ dial: "*111*455*0#", gets: 41 балл }]';

/** Many scripts with one name each. */
function many(count: number, text = GOOD) {
  const [script] = scriptsOf(text);
  if (script === undefined) throw new Error('There is no script.');
  return Array.from({ length: count }, (_, index) => ({ ...script, name: `script ${index}` }));
}

describe('many at once', () => {
  test.each([1, 7, 64])('with %d jobs all come out, in their order', async (jobs) => {
    const scripts = many(100);
    const results = await runScripts(scripts, wire, { jobs });
    expect(results.map(({ script }) => script.name)).toEqual(scripts.map(({ name }) => name));
    expect(new Set(results.map(({ outcome }) => outcome.kind))).toEqual(new Set(['passed']));
  });

  test('no more scenes than the wire has', async () => {
    let open = 0;
    let most = 0;
    const narrow: Wire = {
      ...wire,
      mostScenes: 2,
      async open(given) {
        open += 1;
        most = Math.max(most, open);
        const scene = await wire.open(given);
        const close = async () => {
          open -= 1;
          await scene.close();
        };
        return { ...scene, close };
      },
    };
    await runScripts(many(20), narrow, { jobs: 16 });
    expect(most).toBe(2);
  });

  test('bail begins no more after the first that fails', async () => {
    const scripts = [...many(3), ...many(1, BAD), ...many(50)];
    const results = await runScripts(scripts, wire, { jobs: 2, bail: true });
    expect(results.length).toBeLessThan(scripts.length);
    expect(results.filter(({ outcome }) => outcome.kind === 'failed')).toHaveLength(1);
  });

  test('a signal begins no more; what is under way ends', async () => {
    const stop = new AbortController();
    const results = await runScripts(many(50), wire, { jobs: 1, onResult: () => stop.abort(), signal: stop.signal });
    expect(results.map(({ outcome }) => outcome.kind)).toEqual(['passed']);
  });
});

describe('apart from each other', () => {
  const GIVES = `
given: { phones: { anna: { points: 100 }, boris: { points: 0 } } }
steps:
  - bonus: { transfer: { to: $boris, points: 100 } }
    capture: { id: { returned: id }, code: { sms: '/^\\d{4}/' } }
  - bonus: { confirm: { id: $id, code: $code } }
    balance: 0
`;

  test('the same phones are other phones in each script', async () => {
    const results = await runScripts(many(20, GIVES), wire);
    expect(results.map(({ outcome }) => outcome.kind)).toEqual(results.map(() => 'passed'));
  });

  test('codes and ids are the same whoever runs beside them, and others by another seed', async () => {
    const other = await openShipped('another seed');
    const alone = await played(wire, GIVES);
    const crowd = await runScripts(many(20, GIVES), wire);
    const elsewhere = await played(other, GIVES);
    await other.close();
    const codes = (result: typeof alone) => JSON.stringify(result.transcript.map(({ deed, sms }) => [deed, sms]));
    expect(new Set([alone, ...crowd].map(codes)).size).toBe(1);
    expect(codes(elsewhere)).not.toBe(codes(alone));
  });
});

describe('what goes wrong without the script being wrong', () => {
  const broken = (open: Wire['open']): Wire => ({ ...wire, open });

  test('a wire that breaks', async () => {
    const lost = broken(async (given) => ({
      ...(await wire.open(given)),
      dial: () => Promise.reject(new WireTrouble('The line is cut.')),
    }));
    const result = await runScript(many(1)[0] as never, lost);
    expect(result.outcome).toMatchObject({ kind: 'broken', reason: 'The line is cut.', place: { line: 2 } });
    expect(told(result)).toContain('The line is cut.\n  at trial.session.yaml:2:9');
  });

  test('a world that cannot be made', async () => {
    const result = await played(wire, 'given: { faults: { nonsense: true } }\nsteps: [{ dial: "*111*455#" }]');
    expect(result.outcome).toMatchObject({
      kind: 'broken',
      reason: expect.stringMatching(/^The faults are refused: /),
    });
  });

  test('an answer that never comes', async () => {
    const silent = broken(async (given) => ({ ...(await wire.open(given)), dial: () => new Promise(() => {}) }));
    const result = await runScript(many(1)[0] as never, silent, { timeout: 20 });
    expect(result.outcome).toMatchObject({ kind: 'broken', reason: 'The script takes longer than 0.02 s.' });
  });
});

describe('what a wire cannot do', () => {
  test.each([
    ['points', 'given: { points: 1 }\nsteps: [{ dial: "*1#" }]', ['control']],
    ['a clock', 'given: { clock: "2020-01-01T00:00:00Z" }\nsteps: [{ dial: "*1#" }]', ['control']],
    ['an event', 'steps: [{ event: { kind: friend } }]', ['control']],
    ['a balance', 'steps: [{ dial: "*1#", balance: 1 }]', ['control']],
    ['an SMS', 'steps: [{ sms: hello }]', ['sms']],
    ['SMS that come', 'steps: [{ dial: "*1#", gets: hello }]', ['sms']],
    ['a push', 'steps: [{ push: hello }]', ['push']],
    ['hanging up', 'steps: [{ dial: "*1#" }, { hangup: true }]', ['hangup']],
    ['a refusal', 'steps: [{ dial: "*1#", refused: bad-code }]', ['words']],
    ['a short wait', 'steps: [{ wait: 1m }]', []],
    ['a long wait', 'steps: [{ wait: 61s }]', ['control']],
    ['dialling', 'steps: [{ dial: "*1#", shows: hello, ends: true, within: 2s }, { answer: "1" }, { pages: "9" }]', []],
  ])('%s', (_, text, lacks) => {
    const [script] = scriptsOf(text);
    expect(script && lacksOf(script, { abilities: new Set() })).toEqual(lacks);
    expect(script && lacksOf(script, wire)).toEqual([]);
  });

  test('it is not begun', async () => {
    const result = await runScript(many(1)[0] as never, { ...wire, abilities: new Set(['sms']) });
    expect(result.outcome).toEqual({ kind: 'impossible', lacks: ['control'] });
    expect(result.transcript).toEqual([]);
  });
});

test('of several mistakes in one step all are told', async () => {
  const text =
    'given: { points: 40 }\nsteps: [{ dial: "*111*455*0#", shows: Привет, ends: false, gets: none, balance: 41 }]';
  const { outcome } = await played(wire, text);
  expect(outcome.kind === 'failed' && outcome.mismatches.map(({ what }) => what)).toEqual([
    'The screen does not contain this text.',
    'The dialogue is over.',
    '1 SMS came; none was expected.',
    'The balance is another one.',
  ]);
});

test('a script ends where it is wrong, unless all is to be known', async () => {
  const text = 'given: { points: 40 }\nsteps: [{ sms: Бонус, gets: 41 }, { sms: Бонус, gets: 42 }]';
  const [script] = scriptsOf(text);
  const mismatches = async (goOn: boolean) => {
    const { outcome } = await runScript(script as never, wire, { goOn });
    return outcome.kind === 'failed' ? outcome.mismatches.map(({ place }) => place.column) : [];
  };
  expect(await mismatches(false)).toEqual([29]);
  expect(await mismatches(true)).toEqual([29, 55]);
});

test('a strict script fails where the journal does not sum up to the balance', async () => {
  const forgetful: Wire = {
    ...wire,
    async open(given) {
      const scene = await wire.open(given);
      const office = scene.office && { ...scene.office, journal: async () => ({ ok: true, value: [] }) as const };
      return { ...scene, office };
    },
  };
  const text = `strict: true\n${GOOD}`;
  expect((await played(wire, text)).outcome.kind).toBe('passed');
  const { outcome } = await played(forgetful, text);
  expect(outcome.kind === 'failed' && outcome.mismatches.map(({ what, step }) => [what, step])).toEqual([
    ['The journal of phone does not sum up to the balance in mts-bonus.', null],
  ]);
});

test('where there is no world, time passes in earnest', async () => {
  const bare: Wire = {
    ...wire,
    abilities: new Set(['sms']),
    open: async (given) => ({ ...(await wire.open(given)), office: null }),
  };
  const result = await played(bare, 'steps: [{ wait: 30ms }]');
  expect(result.outcome.kind).toBe('passed');
  expect(result.ms).toBeGreaterThanOrEqual(29);
});
