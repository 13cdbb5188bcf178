import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawPhone, type Size } from '../../src/cli/phone/frame.ts';
import { edit, type Key } from '../../src/cli/phone/lineEditor.ts';
import { type Command, dialling, type Phone, type PhoneEvent, timeLeft, update } from '../../src/cli/phone/phone.ts';
import { styleOf } from '../../src/cli/phone/style.ts';
import type { UssdAnswer } from '../../src/flow/api.ts';
import { displayWidth, tail, wrap } from '../../src/text/width.ts';

const PLAIN = styleOf({ NO_COLOR: '1' });
const START = Date.parse('2026-01-01T00:00:00Z');

describe('width', () => {
  it.each([
    ['abc', 3],
    ['Бонус', 5],
    ['ș', 1],
    ['s\u0326', 1],
    ['漢字', 4],
    ['ＡＢ', 4],
    ['🎁', 2],
    ['👨‍👩‍👧', 2],
    ['🇷🇺', 2],
    ['❤️', 2],
    ['5', 1],
    ['#*', 2],
    ['\u200b', 0],
    ['', 0],
  ])('%j takes %d columns', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });

  it.each([
    ['one two three', 7, ['one two', 'three']],
    ['one  two', 5, ['one', 'two']],
    ['a\n\nb', 5, ['a', '', 'b']],
    ['abcdefgh', 3, ['abc', 'def', 'gh']],
    ['x abcdefgh', 3, ['x', 'abc', 'def', 'gh']],
    ['漢字漢', 5, ['漢字', '漢']],
    ['👨‍👩‍👧👨‍👩‍👧', 3, ['👨‍👩‍👧', '👨‍👩‍👧']],
    ['', 5, ['']],
  ])('wraps %j at %d', (text, columns, lines) => {
    expect(wrap(text, columns)).toEqual(lines);
  });

  it('wrapped lines fit, and no character but spaces is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 2, max: 20 }), (text, columns) => {
        const lines = wrap(text, columns);
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });

  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, '…cd'],
    ['漢字漢', 4, '…漢'],
  ])('the tail of %j in %d', (text, columns, expected) => {
    expect(tail(text, columns)).toBe(expected);
  });
});

describe('the line to type in', () => {
  const cases: readonly [string, Key, ReturnType<typeof edit>][] = [
    ['1', { text: '2', name: '2' }, { kind: 'line', line: '12' }],
    ['', { text: 'ж' }, { kind: 'line', line: 'ж' }],
    ['', { text: ' ', name: 'space' }, { kind: 'line', line: ' ' }],
    ['a👨‍👩‍👧', { name: 'backspace' }, { kind: 'line', line: 'a' }],
    ['', { name: 'backspace' }, { kind: 'line', line: '' }],
    ['12', { name: 'u', ctrl: true }, { kind: 'line', line: '' }],
    ['12', { name: 'left', text: undefined }, { kind: 'line', line: '12' }],
    ['12', { name: 'tab', text: '\t' }, { kind: 'line', line: '12' }],
    ['12', { name: 'x', text: 'x', meta: true }, { kind: 'line', line: '12' }],
    ['a'.repeat(200), { text: 'b' }, { kind: 'line', line: 'a'.repeat(200) }],
    ['12', { name: 'return', text: '\r' }, { kind: 'send' }],
    ['12', { name: 'escape' }, { kind: 'escape' }],
    ['12', { name: 'c', ctrl: true }, { kind: 'hangUp' }],
    ['', { name: 'd', ctrl: true }, { kind: 'hangUp' }],
    ['12', { name: 'd', ctrl: true }, { kind: 'line', line: '12' }],
  ];
  it.each(cases)('%j %j', (line, key, expected) => {
    expect(edit(line, key)).toEqual(expected);
  });
});

function answer(state: UssdAnswer['state'], text: string): UssdAnswer {
  const expiresAt = new Date(START + 180_000).toISOString();
  return { sessionId: 'S', state, text, service: 'x', language: 'en', expiresAt };
}

const answered = (state: UssdAnswer['state'], text = 'Menu'): PhoneEvent => ({
  kind: 'answered',
  result: { ok: true, value: answer(state, text) },
});
const refused = (type: 'bad-code' | 'bad-input' | 'session-over', detail: string): PhoneEvent => ({
  kind: 'answered',
  result: { ok: false, problem: { type, detail } },
});
const clock = (now: number, frozen = false): PhoneEvent => ({
  kind: 'clock',
  view: { now: new Date(now).toISOString(), frozen },
});
const press = (name: string, text?: string): PhoneEvent => ({ kind: 'key', key: { name, text } });
const hangUp: PhoneEvent = { kind: 'key', key: { name: 'c', ctrl: true } };
const tick: PhoneEvent = { kind: 'tick' };

/** Plays events `[at, event]`; gives the phone and the last command. */
function play(...events: readonly (readonly [number, PhoneEvent])[]): { phone: Phone; command: Command | null } {
  let phone = dialling('79161234567', '*111*455#', 0);
  let command: Command | null = null;
  for (const [at, event] of events) ({ phone, command } = update(phone, event, at));
  return { phone, command };
}

describe('a dialogue', () => {
  it('shows the screen and asks for the clock', () => {
    const { phone, command } = play([0, answered('awaiting')]);
    expect(phone).toMatchObject({ phase: 'awaiting', screen: { text: 'Menu' } });
    expect(command).toEqual({ kind: 'readClock' });
  });

  it('sends what was typed, trimmed, and gives the network the turn', () => {
    const { phone, command } = play(
      [0, answered('awaiting')],
      [1, press('space', ' ')],
      [2, press('2', '2')],
      [3, press('return')],
    );
    expect(command).toEqual({ kind: 'answer', sessionId: 'S', input: '2' });
    expect(phone).toMatchObject({ phase: 'busy', line: '' });
  });

  it('does not send while the network has the turn, and keeps the line', () => {
    const { phone, command } = play([0, press('2', '2')], [1, press('return')]);
    expect(command).toBeNull();
    expect(phone.line).toBe('2');
  });

  it.each([['return'], ['escape']])('%s on an empty line only explains', (key) => {
    const { phone, command } = play([0, answered('awaiting')], [1, press(key)]);
    expect(command).toBeNull();
    expect(phone.notice).toMatch(/Type an answer/);
  });

  it('Ctrl-C hangs up, also before the network has answered', () => {
    expect(play([0, answered('awaiting')], [1, hangUp]).command).toEqual({ kind: 'hangUp', sessionId: 'S' });
    expect(play([0, hangUp]).command).toEqual({ kind: 'hangUp', sessionId: null });
  });

  it('is over when the service says so; then any key leaves', () => {
    const { phone } = play([0, answered('ended', 'Bye')]);
    expect(phone).toMatchObject({ phase: 'over', notice: expect.stringContaining('over') });
    expect(play([0, answered('ended')], [1, press('x', 'x')]).command).toEqual({ kind: 'leave' });
  });

  it('a refused code is the end, a refused answer is not, a lost session is', () => {
    expect(play([0, refused('bad-code', 'must end with #')]).phone).toMatchObject({
      phase: 'over',
      refusal: 'must end with #',
    });
    const again = play([0, answered('awaiting')], [1, refused('bad-input', 'too long')]).phone;
    expect(again).toMatchObject({ phase: 'awaiting', notice: 'too long', refusal: null });
    expect(play([0, answered('awaiting')], [1, refused('session-over', 'gone')]).phone.phase).toBe('over');
  });

  it('collects SMS, also after the end', () => {
    const sms = (id: string): PhoneEvent => ({
      kind: 'sms',
      messages: [{ id, from: '4555', text: id, parts: 1, at: '' }],
    });
    expect(play([0, sms('a')], [1, answered('ended')], [2, sms('b')]).phone.sms.map(({ id }) => id)).toEqual([
      'a',
      'b',
    ]);
  });
});

describe('time', () => {
  const awaiting: readonly (readonly [number, PhoneEvent])[] = [
    [0, answered('awaiting')],
    [0, clock(START)],
  ];

  it.each([
    ['runs', 1_000, false, 179_000],
    ['stands still in a frozen world', 1_000, true, 180_000],
    ['does not go below nothing', 999_000, false, 0],
  ])('%s', (_, at, frozen, left) => {
    expect(timeLeft(play([0, answered('awaiting')], [0, clock(START, frozen)], [at, tick]).phone)).toBe(left);
  });

  it('is unknown until the clock was read', () => {
    expect(timeLeft(play([0, answered('awaiting')]).phone)).toBeNull();
  });

  it('when it seems up, the gateway is asked', () => {
    expect(play(...awaiting, [179_999, tick]).command).toBeNull();
    expect(play(...awaiting, [180_000, tick]).command).toEqual({ kind: 'readClock' });
  });

  it('is up when the world clock says so', () => {
    const { phone } = play(...awaiting, [5, clock(START + 180_000)]);
    expect(phone).toMatchObject({ phase: 'over', notice: expect.stringContaining('Time is up') });
  });

  it('is not up when somebody set the clock back', () => {
    const { phone } = play(...awaiting, [180_000, tick], [180_001, clock(START)]);
    expect(phone.phase).toBe('awaiting');
    expect(timeLeft(phone)).toBe(180_000);
  });
});

describe('the drawn phone', () => {
  const menu = 'МТС Бонус 🎁\n0 Баланс\n1 Вступить';
  const sms = {
    kind: 'sms',
    messages: [{ id: 'a', from: '4555', text: 'У вас 12 баллов', parts: 1, at: '' }],
  } as const;
  const { phone } = play([0, answered('awaiting', menu)], [0, clock(START)], [2_000, sms], [2_100, press('2', '2')]);

  it('looks like this at 40 columns', () => {
    expect(drawPhone(phone, { columns: 40, rows: 24 }, PLAIN).lines).toEqual([
      '*111*455# from 79161234567',
      '╭──────────────────────────────────────╮',
      '│ МТС Бонус 🎁                         │',
      '│ 0 Баланс                             │',
      '│ 1 Вступить                           │',
      '╰──────────────────────────────────────╯',
      ' 32/80 UCS2                        2:58 ',
      '',
      '› 2',
      'Enter sends, Ctrl-C hangs up.',
      '',
      '╭─ SMS 4555 ──────╮',
      '│ У вас 12 баллов │',
      '╰─────────────────╯',
    ]);
  });

  it('names the alphabet of a GSM-7 screen and a frozen clock', () => {
    const frozen = play([0, answered('awaiting', 'Hello €')], [0, clock(START, true)]).phone;
    expect(drawPhone(frozen, { columns: 40, rows: 24 }, PLAIN).lines.join('\n')).toMatch(
      / 8\/182 GSM-7 +3:00 clock frozen/,
    );
  });

  it('shows the newest SMS where there is no room for all', () => {
    const many = Array.from({ length: 9 }, (_, i) => ({
      id: `${i}`,
      from: '4555',
      text: `text ${i}`,
      parts: 1,
      at: '',
    }));
    const full = play([0, answered('ended', 'Bye')], [0, { kind: 'sms', messages: many }]).phone;
    const { lines } = drawPhone(full, { columns: 40, rows: 14 }, PLAIN);
    expect(lines).toHaveLength(14);
    expect(lines.join('\n')).toContain('text 8');
    expect(lines.join('\n')).not.toContain('text 0');
  });

  it('never draws outside the terminal, whatever it is sent', () => {
    const size = fc.record({ columns: fc.integer({ min: 20, max: 100 }), rows: fc.integer({ min: 1, max: 40 }) });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), size, (text, terminal: Size) => {
        const drawn = play([0, answered('awaiting', text)], [0, clock(START)], [1, sms]).phone;
        const { lines, cursor } = drawPhone(drawn, terminal, PLAIN);
        expect(lines.length).toBeLessThanOrEqual(terminal.rows);
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(terminal.columns);
        expect(cursor.row).toBeLessThan(terminal.rows);
        expect(cursor.column).toBeLessThan(terminal.columns);
      }),
    );
  });

  it('has colours only where they are wanted', () => {
    const coloured = drawPhone(phone, { columns: 40, rows: 24 }, styleOf({})).lines.join('');
    expect(coloured).toContain('\u001b[');
    expect(drawPhone(phone, { columns: 40, rows: 24 }, PLAIN).lines.join('')).not.toContain('\u001b');
  });
});
