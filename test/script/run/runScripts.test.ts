/** How scripts run: side by side, apart from each other, no longer than they may, the same each time. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readScripts } from '../../../src/script/language/read.ts';
import { lacksOf } from '../../../src/script/run/needs.ts';
import { runScript } from '../../../src/script/run/runScript.ts';
import { runScripts } from '../../../src/script/run/runScripts.ts';
import { type Wire, WireTrouble } from '../../../src/script/wire.ts';
import { FACTS, openShipped, played, scriptsOf, told } from '../support.ts';

let wire: Wire;

beforeAll(async () => {
  wire = await openShipped();
});
afterAll(() => wire.close());

const GOOD = 'given: { points: 40 }\nsteps: [{ dial: "*111*455*0#", gets: 40 баллов }]';
const BAD = 'given: { points: 40 }\nsteps: [{ dial: "*111*455*0#", gets: 41 балл }]';

/** Something that is reached once. */
function signpost(): { readonly reached: Promise<void>; reach(): void } {
  let reach = () => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  return { reached, reach };
}

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

describe('when time has run out', () => {
  const [slow] = scriptsOf('steps: [{ dial: "*111*455#" }, { dial: "*111*455#" }]');
  if (slow === undefined) throw new Error('There is no script.');

  /** A wire whose first dial waits for `go`; it notes what happens on it. */
  function slowWire(mostScenes?: number): { wire: Wire; noted: string[]; go(): void; closed: Promise<void> } {
    const noted: string[] = [];
    const [gate, end] = [signpost(), signpost()];
    const open: Wire['open'] = async (given, signal) => {
      noted.push('open');
      if (mostScenes !== undefined) signal?.addEventListener('abort', () => setImmediate(gate.reach));
      const scene = await wire.open(given);
      const dial: typeof scene.dial = async (...words) => {
        noted.push('dial');
        await gate.reached;
        return scene.dial(...words);
      };
      const close = async () => {
        await scene.close();
        noted.push('close');
        end.reach();
      };
      return { ...scene, dial, close };
    };
    return {
      wire: { ...wire, ...(mostScenes !== undefined && { mostScenes }), open },
      noted,
      go: gate.reach,
      closed: end.reached,
    };
  }

  test('no further step of it is played', async () => {
    const { wire: late, noted, go, closed } = slowWire();
    const { outcome } = await runScript(slow, late, { timeout: 20 });
    expect(outcome.kind).toBe('broken');
    go();
    await closed;
    expect(noted).toEqual(['open', 'dial', 'close']);
  });

  test('where scenes would hear each other, the next one waits until it is closed', async () => {
    const { wire: late, noted } = slowWire(1);
    await runScripts([slow, slow], late, { timeout: 20 });
    expect(noted.slice(0, 4)).toEqual(['open', 'dial', 'close', 'open']);
  });

  test('a real wait ends', async () => {
    const closed = signpost();
    const bare: Wire = {
      ...wire,
      abilities: new Set(['sms']),
      open: async (given) => {
        const scene = await wire.open(given);
        return { ...scene, office: null, close: () => scene.close().then(closed.reach) };
      },
    };
    const [script] = scriptsOf('steps: [{ wait: 60s }]');
    const { outcome } = await runScript(script as never, bare, { timeout: 20 });
    expect(outcome).toMatchObject({ kind: 'broken', reason: 'The script takes longer than 0.02 s.' });
    await closed.reached;
  });
});

describe('to rewrite expectations', () => {
  const gone = (text: string, open: Wire['open'] = wire.open) => {
    const [script] = scriptsOf(text);
    return runScript(script as never, { ...wire, open }, { goOn: true });
  };

  test('a step that says something wrong captures all the same', async () => {
    const { outcome } = await gone(`
given: { phones: { anna: { points: 100 }, boris: { points: 0 } } }
steps:
  - bonus: { transfer: { to: $boris, points: 100 } }
    gets: "0000"
    capture: { id: { returned: id }, code: { sms: '/^\\d{4}/' } }
  - bonus: { confirm: { id: $id, code: $code } }
    balance: 1
`);
    expect(outcome.kind === 'failed' && outcome.mismatches.map(({ place }) => place.line)).toEqual([5, 8]);
  });

  test('what was found is kept when the wire breaks later', async () => {
    const text = 'given: { points: 40 }\nsteps: [{ sms: Бонус, gets: 41 }, { dial: "*111*455#" }]';
    const { outcome } = await gone(text, async (given) => ({
      ...(await wire.open(given)),
      dial: () => Promise.reject(new WireTrouble('The line is cut.')),
    }));
    expect(outcome.kind === 'failed' && outcome.mismatches.map(({ place }) => place.column)).toEqual([29]);
  });

  test.each([
    ['one program', 'balance: 40'],
    ['several', 'balance: { mts-bonus: 40 }'],
  ])('a balance that cannot be read is no new one: %s', async (_, balance) => {
    const { outcome } = await gone(`given: { points: 40, faults: { storeDown: true } }\nsteps: [{ ${balance} }]`);
    expect(outcome).toMatchObject({
      kind: 'failed',
      mismatches: [{ update: null, actual: expect.stringMatching(/store-unavailable/) }],
    });
  });
});

describe('what cannot be read is not right', () => {
  const down = (rest: string) => `given: { points: 40 }\n${rest}`;
  const whats = async (text: string) => {
    const { outcome } = await played(wire, text);
    return outcome.kind === 'failed' ? outcome.mismatches.map(({ what }) => what) : outcome.kind;
  };

  test('at the end of a strict script', async () => {
    expect(await whats(`strict: true\n${down('steps: [{ faults: { storeDown: true } }]')}`)).toEqual([
      'The SMS cannot be read.',
      'The books of phone in mts-bonus cannot be read.',
    ]);
  });

  test('nobody has the books of one who is no member', async () => {
    const phones = 'given: { phones: { anna: { points: 40 }, boris: {} } }';
    expect(await whats(`strict: true\n${phones}\nsteps: [{ dial: "*111*455#" }]`)).toBe('passed');
  });

  test('no SMS, and no membership', async () => {
    const step = '{ faults: { storeDown: true }, gets: none, member: { member: false } }';
    expect(await whats(down(`steps: [${step}]`))).toEqual([
      'The SMS cannot be read.',
      'The membership cannot be read.',
    ]);
    const refused = '{ dial: "*111*455#", refused: store-unavailable, gets: none }';
    expect(await whats(down(`steps: [{ faults: { storeDown: true } }, ${refused}]`))).toBe('passed');
  });
});

test('of several programs each balance must be right', async () => {
  const office = (points: Readonly<Record<string, number>>): Wire => ({
    ...wire,
    async open(given) {
      const scene = await wire.open(given);
      const bonus = async (program: string) => ({ ok: true, value: { balance: points[program] } }) as const;
      return { ...scene, office: scene.office && { ...scene.office, bonus } };
    },
  });
  const text = 'steps: [{ balance: { one: 1, two: 2 } }]';
  const [script] = readScripts({ path: 'a', text }, FACTS, [
    FACTS,
    { id: 'one', program: 'one', shortCode: null },
    { id: 'two', program: 'two', shortCode: null },
  ]).scripts;
  const kindOf = async (points: Readonly<Record<string, number>>) =>
    (await runScript(script as never, office(points))).outcome.kind;
  expect(await kindOf({ one: 1, two: 2 })).toBe('passed');
  expect(await kindOf({ one: 1, two: 3 })).toBe('failed');
  expect(await kindOf({ one: 0, two: 2 })).toBe('failed');
});

describe('whether a dialogue goes on, asked by one who only looks', () => {
  test.each([
    ['{ ends: false, shows: МТС Бонус }', 'passed'],
    ['{ ends: true }', 'The dialogue goes on.'],
    ['{ wait: 1h }, { ends: false, shows: МТС Бонус }', 'The dialogue is over.'],
    ['{ wait: 1h }, { ends: true }', 'passed'],
  ])('%s: %s', async (steps, came) => {
    const { outcome } = await played(wire, `steps: [{ dial: "*111*455#" }, ${steps}]`);
    expect(outcome.kind === 'failed' ? outcome.mismatches[0].what : outcome.kind).toBe(came);
  });

  test('nobody can tell without control', () => {
    const [script] = scriptsOf('steps: [{ dial: "*1#" }, { ends: false }]');
    expect(script && lacksOf(script, { abilities: new Set() })).toEqual(['control']);
  });
});

test('of what passed only that is kept which is asked for; of what failed everything', async () => {
  const kept = async (text: string, keep: 'everything' | 'trace' | 'nothing') => {
    const [script] = scriptsOf(text);
    const { transcript, trace } = await runScript(script as never, wire, { keep });
    return [transcript.length > 0, trace.length > 0];
  };
  expect(await kept(GOOD, 'everything')).toEqual([true, true]);
  expect(await kept(GOOD, 'trace')).toEqual([false, true]);
  expect(await kept(GOOD, 'nothing')).toEqual([false, false]);
  expect(await kept(BAD, 'nothing')).toEqual([true, true]);
});
