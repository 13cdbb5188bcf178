/** Random small machines: menus, questions, lists, calls and endings that lead anywhere. */
import fc from 'fast-check';
import type { EndState, Service, State } from '../../../../src/session/types.ts';
import { ask, branch, call, digits, end, list, menu, question, serviceOf } from './service.ts';
import { FRIEND } from './step.ts';

const INTERACTIVE = ['root', 'a', 'b', 'c', 'd'];
const CALLS = ['e', 'f', 'g'];
const ENDS = ['y', 'z'];

const target = fc.constantFrom(...INTERACTIVE, ...CALLS, ...ENDS);
const rest = fc.constantFrom(...INTERACTIVE, ...ENDS);
/** Some screens are one page, some are many. */
const length = fc.constantFrom(1, 40, 80);
const retries = fc.integer({ min: 0, max: 2 });

const menus = fc
  .record({ targets: fc.array(target, { minLength: 1, maxLength: 4 }), asks: fc.boolean(), go: target, retries })
  .map(({ targets, asks, go, ...more }) => {
    const options = targets.map((to, index) => ({ key: String(index + 1), label: 'option', set: { v: '16' }, go: to }));
    return menu('', {}, { ...more, options, question: asks ? question('v', digits, go) : null });
  });
const asks = fc.record({ go: target, retries }).map(({ go, ...more }) => ask('', question('w', digits, go), more));
const lists = fc
  .record({ go: target, picks: fc.boolean(), retries })
  .map(({ go, picks, ...more }) =>
    list('', 'row', { ...more, pick: picks ? { by: 'code', keep: ['price'], go } : null }),
  );

const OPERATIONS = [
  ['balance', {}],
  ['register', { channel: 'ussd' }],
  ['order', { code: '11' }],
  ['order', { code: '$v' }],
  ['transfer', { to: FRIEND, points: 5 }],
  ['transfer', { to: FRIEND, points: 5000 }],
] as const;

const branches = fc
  .record({ go: rest, notice: fc.constantFrom(null, 'notice'), sms: fc.constantFrom(null, 'sms') })
  .map(({ go, ...more }) => branch(go, more));
const calls = fc
  .record({ operation: fc.constantFrom(...OPERATIONS), ok: branches, otherwise: branches })
  .map(({ operation: [name, fields], ok, otherwise }) =>
    call(name, { ok }, { with: { code: '0', ...fields }, otherwise }),
  );
const ends = fc
  .record({ sms: fc.constantFrom(null, 'sms'), refusal: fc.boolean() })
  .map((more): EndState => end('', more));

/** A service whose every state but the menu it begins with can be anything; each text says its state and is of a random length. */
export const services: fc.Arbitrary<Service> = fc
  .tuple(
    fc.tuple(menus, ...INTERACTIVE.slice(1).map(() => fc.oneof(menus, asks, lists))),
    fc.tuple(...CALLS.map(() => calls)),
    fc.tuple(...ENDS.map(() => ends)),
    fc.array(length, { minLength: 7, maxLength: 7 }),
  )
  .map(([interactive, called, ended, lengths]) => build([...interactive, ...called, ...ended], lengths));

function build(states: readonly State[], lengths: readonly number[]): Service {
  const names = [...INTERACTIVE, ...CALLS, ...ENDS];
  const named: Record<string, State> = {};
  const texts: Record<string, string> = { ...TEXTS };
  for (const [index, name] of names.entries()) {
    const state = states[index];
    if (state === undefined) continue;
    named[name] = state.kind === 'call' ? state : { ...state, text: name };
    texts[name] = `${name} `.repeat(lengths[index % lengths.length] ?? 1);
  }
  return serviceOf(named, texts);
}

const TEXTS = {
  option: 'go',
  row: '{code} {name} {price}',
  'gift.minutes': 'minutes',
  'gift.data': 'MB',
  notice: 'Notice.',
  sms: 'SMS.',
  'core.registered': 'Welcome. {balance}',
  'core.ordered': '{name} ordered, {balance} left.',
  'core.transfer-code': '{code} confirms {points} for {to}.',
};

/** Answers of which most mean something somewhere. */
export const inputs: fc.Arbitrary<string[]> = fc.array(
  fc.constantFrom('1', '1', '2', '2', '3', '4', '9', '9', '9', '9', '0', '00', '11', '16', '77', 'x', '', '２'),
  { maxLength: 12 },
);

/** Anything that a phone, or somebody who plays one, may send. */
export const anything: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('__proto__', 'constructor', '\ud800', '\u0000', '٠٠', '-0', '1e3', '9'.repeat(200)),
);

/** Random ways take their time on a machine that has other work. */
export const PATIENT = { timeout: 60_000 };
