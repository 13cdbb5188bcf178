/** Writes a script of what people did and what came of it. */
import { betweenSlashes } from './values/pattern.ts';
import { asExpected, withoutVariables } from './values/template.ts';
import { type Chance, chancesIn, patternOfCode, patternOfSms, withCodes } from './writing/chance.ts';
import { type Field, indented, linesOf } from './writing/lines.ts';
import type { Recorded, RecordedAct, RecordedPhone, Recording } from './writing/recorded.ts';

export type { Recorded, RecordedAct, RecordedPhone, Recording } from './writing/recorded.ts';

const FIRST_NUMBER = '79161234567';

/** An expectation that means the text itself. */
function expectationOf(text: string, known: readonly Chance[]): unknown {
  const written = asExpected(withCodes(text, known));
  const isSpecial = text === '' || text === 'none' || betweenSlashes(text) !== null;
  return isSpecial ? { exact: written } : written;
}

function waited(ms: number): string {
  const [unit, size] = (
    [
      ['h', 3_600_000],
      ['m', 60_000],
      ['s', 1000],
    ] as const
  ).find(([, one]) => ms > 0 && ms % one === 0) ?? ['ms', 1];
  return `${ms / size}${unit}`;
}

type FieldOf<Verb extends RecordedAct['verb']> = (
  act: Extract<RecordedAct, { verb: Verb }>,
  text: (plain: string) => string,
  shortCode: string | null,
) => Field[];

const VERBS: { readonly [Verb in RecordedAct['verb']]: FieldOf<Verb> } = {
  dial: ({ code }, text) => [{ name: 'dial', value: text(code), style: 'QUOTE_DOUBLE' }],
  answer: ({ input }, text) => [{ name: 'answer', value: text(input), style: 'QUOTE_DOUBLE' }],
  hangup: () => [{ name: 'hangup', value: true }],
  sms: ({ to, text: said }, text, shortCode) => {
    return [{ name: 'sms', value: to === shortCode ? text(said) : { to, text: text(said) } }];
  },
  push: ({ from, text: said, reply }, text, shortCode) => {
    const value = { text: text(said), ...(from === shortCode ? {} : { from }), ...(reply ? { reply } : {}) };
    return [{ name: 'push', value: Object.keys(value).length === 1 ? value.text : value }];
  },
  wait: ({ ms }) => [{ name: 'wait', value: waited(ms) }],
  event: ({ program, kind, values }) => [{ name: 'event', value: { kind, ...escaped(values), program } }],
  look: () => [],
};

function escaped(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? withoutVariables(value) : value]),
  );
}

function smsField(recording: Recording, known: readonly Chance[], here: readonly Chance[]): Field[] {
  const { sms } = recording;
  const codes = [...known, ...here].map(({ code }) => code);
  const texts = sms.map(({ text }, index) => {
    return here.some((chance) => chance.sms === index) ? patternOfSms(text, codes) : expectationOf(text, known);
  });
  if (texts.length === 0) return [];
  const [only] = texts;
  const remark = here.length > 0 ? { remark: 'by chance: the code' } : {};
  const style = here.length > 0 ? ('QUOTE_SINGLE' as const) : null;
  return [{ name: 'gets', value: texts.length === 1 ? only : texts, style, ...(texts.length === 1 ? remark : {}) }];
}

function captureField({ sms }: Recording, here: readonly Chance[]): Field[] {
  if (here.length === 0) return [];
  const captures = here.map(({ variable, code, sms: index }) => [
    variable,
    { sms: patternOfCode(sms[index]?.text ?? '', code) },
  ]);
  return [{ name: 'capture', value: Object.fromEntries(captures) }];
}

function stepLines(recorded: Recorded, chances: readonly Chance[], recording: Recording, index: number): string[] {
  const { phone, did, screen, refused } = recording;
  const known = chances.filter(({ act }) => act < index);
  const here = chances.filter(({ act }) => act === index);
  const act = (VERBS[did.verb] as FieldOf<RecordedAct['verb']>)(
    did as never,
    (plain) => withCodes(plain, known),
    recorded.shortCode,
  );
  const shown = screen === null ? [] : [{ name: 'shows', value: expectationOf(screen.text, known) }];
  const fields: Field[] = [
    ...(phone === recorded.phones[0]?.name ? [] : [{ name: 'as', value: phone }]),
    ...act,
    ...shown,
    ...(screen?.ends === true ? [{ name: 'ends', value: true }] : []),
    ...(refused === null ? [] : [{ name: 'refused', value: refused }]),
    ...smsField(recording, known, here),
    ...captureField(recording, here),
  ];
  return indented(fields.flatMap(linesOf), '  - ', '    ');
}

function phoneFields({ msisdn, profile, points }: RecordedPhone, usual: string): Readonly<Record<string, unknown>> {
  return {
    ...(msisdn === usual ? {} : { number: msisdn }),
    ...(Object.keys(points).length === 0 ? {} : { points }),
    ...escaped(profile),
  };
}

function usualNumber(index: number): string {
  return String(BigInt(FIRST_NUMBER) + BigInt(index));
}

function givenOf({ clock, phones }: Recorded): Readonly<Record<string, unknown>> {
  const [only] = phones;
  const isOne = phones.length === 1 && only !== undefined;
  const named = phones.map((phone, index) => [phone.name, phoneFields(phone, usualNumber(index))]);
  return {
    ...(clock === null ? {} : { clock }),
    ...(isOne ? phoneFields(only, FIRST_NUMBER) : { phones: Object.fromEntries(named) }),
  };
}

/** Takes what was recorded, with at least one phone and one act; gives the text of a file `*.session.yaml` that does and expects the same. */
export function writeScript(recorded: Recorded): string {
  const { name, service, notes } = recorded;
  const chances = chancesIn(recorded);
  const given = givenOf(recorded);
  const head: Field[] = [
    { name: 'name', value: name },
    ...(service === null ? [] : [{ name: 'service', value: service }]),
    ...(Object.keys(given).length === 0 ? [] : [{ name: 'given', value: given }]),
  ];
  return [
    ...notes.map((note) => `# ${note.replace(/\s+/g, ' ')}`),
    ...head.flatMap(linesOf),
    'steps:',
    ...recorded.acts.flatMap((recording, index) => stepLines(recorded, chances, recording, index)),
    '',
  ].join('\n');
}
