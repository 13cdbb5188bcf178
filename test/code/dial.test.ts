import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DIAL_REASONS, type Dial, type DialReason, parseDial } from '../../src/code/dial.ts';
import { SUPPLEMENTARY_SERVICES } from '../../src/code/supplementary.ts';

describe('USSD strings', () => {
  test.each<[string, string, string[]]>([
    ['*100#', '*', ['100']],
    ['*111*455#', '*', ['111', '455']],
    ['*111*455*0#', '*', ['111', '455', '0']],
    ['*111*455*4*79161234567*500#', '*', ['111', '455', '4', '79161234567', '500']],
    ['*111*455**5#', '*', ['111', '455', '', '5']],
    ['*111*455*#', '*', ['111', '455', '']],
    ['#100#', '#', ['100']],
    ['*#100#', '*#', ['100']],
    ['**100#', '**', ['100']],
    ['##100#', '##', ['100']],
    // A procedure goes on to a second closing #: the whole string is sent.
    ['*400#1234#', '*', ['400', '1234']],
    ['*21*79161234567#5#', '*', ['21', '79161234567', '5']],
    // No procedure: a service code of four digits, five fields of information, letters, no symbol in front.
    ['*1234#', '*', ['1234']],
    ['*7#', '*', ['7']],
    ['*100*1*2*3*4*5#', '*', ['100', '1', '2', '3', '4', '5']],
    ['*100*hello#', '*', ['100', 'hello']],
    ['100#', '', ['100']],
    ['hello#', '', ['hello']],
    ['***100#', '***', ['100']],
    ['#', '#', []],
    // An unknown service code with a number behind it is sent unchanged.
    ['*100#123', '*', ['100', '123']],
    // Short strings.
    ['5', '', ['5']],
    ['1', '', ['1']],
    ['0', '', ['0']],
    ['00', '', ['00']],
    ['29', '', ['29']],
  ])('%s', (code, lead, segments) => {
    expect(parseDial(code)).toEqual({ kind: 'ussd', code, lead, segments });
  });

  test.each([' *100# ', '\u202a*100#\u202c', '\u200b*100#\n', '\u00a0*100#\ufeff'])(
    'blanks around %j are cut',
    (text) => {
      expect(parseDial(text)).toMatchObject({ kind: 'ussd', code: '*100#' });
    },
  );

  test('182 septets are the limit, and an extension character counts two', () => {
    const long = `*1*${'5'.repeat(178)}#`;
    expect(parseDial(long)).toMatchObject({ kind: 'ussd', code: long });
    for (const text of [`*1*${'5'.repeat(179)}#`, '*'.repeat(183), '1'.repeat(183), 'б'.repeat(10_000)]) {
      expect(parseDial(text)).toMatchObject({ kind: 'invalid', reason: 'too-long' });
    }
    expect(parseDial(`*1*${'5'.repeat(176)}€#`)).toMatchObject({ kind: 'ussd' });
    expect(parseDial(`*1*${'5'.repeat(177)}€#`)).toMatchObject({ kind: 'invalid', reason: 'too-long' });
  });
});

describe('what is refused', () => {
  test.each<[string, DialReason]>([
    ['', 'empty'],
    [' \u200b ', 'empty'],
    ['*100', 'no-hash'],
    ['*111*455*0', 'no-hash'],
    ['*#100', 'no-hash'],
    ['**21*79161234567', 'no-hash'],
    ['*', 'no-hash'],
    ['123*45', 'no-hash'],
    ['#a', 'no-hash'],
    ['*100*привет#', 'alphabet'],
    ['*100*😀#', 'alphabet'],
    ['＊100＃*#', 'alphabet'],
    ['*100`#', 'alphabet'],
    ['*100*\u0000#', 'alphabet'],
    ['Бонус', 'not-a-code'],
    ['hello', 'not-a-code'],
    ['＊100＃', 'not-a-code'],
    ['+5', 'not-a-code'],
    ['++79161234567', 'not-a-code'],
    ['*31#abc', 'bad-number'],
    ['*31#1', 'bad-number'],
    ['*21#79161234567', 'unexpected-number'],
    ['**31#79161234567', 'unexpected-number'],
  ])('%j: %s', (text, reason) => {
    expect(parseDial(text)).toEqual({ kind: 'invalid', reason, message: DIAL_REASONS[reason] });
  });

  test('each reason says something, and *100 is told the word people look for', () => {
    for (const text of Object.values(DIAL_REASONS)) expect(text).toMatch(/^[A-Z].*\.$/);
    expect(DIAL_REASONS['no-hash']).toContain('must end with #');
  });
});

describe('what never leaves the phone', () => {
  test.each<[string, Dial]>([
    ['*#06#', { kind: 'imei' }],
    ['**04*1234*4321*4321#', { kind: 'pin', entry: 'pin', outcome: 'done' }],
    ['**042*1234*12345678*12345678#', { kind: 'pin', entry: 'pin2', outcome: 'done' }],
    ['**05*12345678*4321*4321#', { kind: 'pin', entry: 'puk', outcome: 'done' }],
    ['**052*12345678*4321*4321#', { kind: 'pin', entry: 'puk2', outcome: 'done' }],
    ['**04*1234*4321*4322#', { kind: 'pin', entry: 'pin', outcome: 'mismatch' }],
    ['**04*1234*432*432#', { kind: 'pin', entry: 'pin', outcome: 'malformed' }],
    ['**04*1234*123456789*123456789#', { kind: 'pin', entry: 'pin', outcome: 'malformed' }],
    ['**04*1234*4321#', { kind: 'pin', entry: 'pin', outcome: 'malformed' }],
    ['**04*1234*4321*4321*1#', { kind: 'pin', entry: 'pin', outcome: 'malformed' }],
    ['**05*1234*4321*4321#', { kind: 'pin', entry: 'puk', outcome: 'malformed' }],
    ['*04*1234*4321*4321#', { kind: 'pin', entry: 'pin', outcome: 'malformed' }],
    ['**04*1234*4321*4321#5', { kind: 'pin', entry: 'pin', outcome: 'malformed' }],
  ])('%s', (text, dial) => {
    expect(parseDial(text)).toEqual(dial);
  });

  test('neither the old nor the new PIN is kept', () => {
    expect(JSON.stringify(parseDial('**04*1234*4321*4321#'))).not.toMatch(/\d/);
  });

  test.each(['*06#', '*#06*1#', '*#060#', '*#006#'])('%s is not the IMEI', (text) => {
    expect(parseDial(text).kind).toBe('ussd');
  });
});

describe('supplementary services', () => {
  test.each<[string, string, string, string[]]>([
    ['**21*79161234567#', 'register', '21', ['79161234567']],
    ['*21*79161234567#', 'register', '21', ['79161234567']],
    ['*21#', 'activate', '21', []],
    ['#21#', 'deactivate', '21', []],
    ['*#21#', 'interrogate', '21', []],
    ['##21#', 'erase', '21', []],
    ['**61*79161234567*11*20#', 'register', '61', ['79161234567', '11', '20']],
    ['**61*79161234567**20#', 'register', '61', ['79161234567', '', '20']],
    ['*21**10#', 'activate', '21', ['', '10']],
    ['##002#', 'erase', '002', []],
    ['*#004#', 'interrogate', '004', []],
    ['*43#', 'activate', '43', []],
    ['*33*0000#', 'activate', '33', ['0000']],
    ['**03*330*0000*1111*1111#', 'register', '03', ['330', '0000', '1111', '1111']],
    ['**03**0000*1111*1111#', 'register', '03', ['', '0000', '1111', '1111']],
    ['*31#', 'activate', '31', []],
    ['*#31#', 'interrogate', '31', []],
    ['#37*5#', 'deactivate', '37', ['5']],
    ['*88*3#', 'activate', '88', ['3']],
  ])('%s: %s %s', (text, action, service, information) => {
    const name = SUPPLEMENTARY_SERVICES.get(service)?.names.en;
    expect(parseDial(text)).toEqual({ kind: 'supplementary', action, service, name, information, number: '' });
  });

  test('every code of Annex B, and no other', () => {
    const annexB =
      '03 21 67 61 62 002 004 30 31 76 77 300 43 33 331 332 35 351 330 333 353 37 66 ' +
      '75 750 751 752 753 754 96 214 360 361 362 363 591 592 593 594 88';
    expect([...SUPPLEMENTARY_SERVICES.keys()].sort()).toEqual(annexB.split(' ').sort());
    for (const code of SUPPLEMENTARY_SERVICES.keys()) expect(parseDial(`*${code}#`).kind).toBe('supplementary');
  });

  test.each(['*755#', '*590#', '*595#', '*364#', '*111#', '*101*2#', '*005#', '*22#'])('%s is USSD', (text) => {
    expect(parseDial(text).kind).toBe('ussd');
  });

  test('a number behind the # asks for one call, where the service knows that', () => {
    expect(parseDial('*361*1#+79161234567')).toMatchObject({ service: '361', number: '+79161234567' });
    expect(parseDial('*752#79161234567')).toMatchObject({ service: '752', number: '79161234567' });
  });

  test.each<[string, boolean, string]>([
    ['*31#79161234567', true, '79161234567'],
    ['#31#79161234567', false, '79161234567'],
    ['#31#+7 916 123-45-67', false, '+79161234567'],
    ['*31#112', true, '112'],
  ])('%s: number shown %s', (text, shown, number) => {
    expect(parseDial(text)).toEqual({ kind: 'clir', shown, number });
  });
});

describe('calls', () => {
  test.each([
    ['79161234567', '79161234567'],
    ['+7 (916) 123-45-67', '+79161234567'],
    ['8 916 123 45 67', '89161234567'],
    ['111', '111'],
    ['4555', '4555'],
    ['12', '12'],
    ['10', '10'],
  ])('%s calls %s', (text, number) => {
    expect(parseDial(text)).toEqual({ kind: 'call', number });
  });

  test.each(['112', '911', '101', '104'])('%s is an emergency call', (number) => {
    expect(parseDial(number)).toEqual({ kind: 'emergency', number });
  });
});

describe('laws', () => {
  /** The handsets' own expression (AOSP), as an independent judge. Group 3 is the service code, group 12 the tail. */
  const HANDSET = /^((\*|#|\*#|\*\*|##)(\d{2,3})(\*([^*#]*)(\*([^*#]*)(\*([^*#]*)(\*([^*#]*))?)?)?)?#)(.*)$/;

  /** Decides by that expression in the handsets' order, for strings that have `*` or `#`. */
  function judge(text: string): readonly string[] {
    const found = HANDSET.exec(text);
    if (text === '*#06#') return ['imei'];
    if (found === null || found[12]?.endsWith('#')) return text.endsWith('#') ? ['ussd'] : ['invalid'];
    const service = found[3] ?? '';
    if (['04', '042', '05', '052'].includes(service)) return ['pin'];
    if (!SUPPLEMENTARY_SERVICES.has(service)) return ['ussd'];
    if (found[12] === '') return ['supplementary'];
    return service === '31' ? ['clir', 'invalid'] : ['supplementary', 'invalid'];
  }

  const symbols = fc.string({ unit: fc.constantFrom('*', '#', '0', '1', '2', '3', '4', '6', '7', 'a'), maxLength: 16 });
  const service = fc.constantFrom('100', '111', '21', '31', '04', '052', '361', '33', '1', '1234');
  const field = fc.string({ unit: fc.constantFrom('1', '5', '0', 'b'), maxLength: 5 });
  const shaped = fc
    .tuple(
      fc.constantFrom('*', '#', '*#', '**', '##', '***', '#*'),
      service,
      fc.array(field, { maxLength: 6 }),
      fc.constantFrom('', '#', '##'),
      fc.oneof(field, symbols),
    )
    .map(([lead, code, fields, hash, tail]) => `${lead}${[code, ...fields].join('*')}${hash}${tail}`);

  test('the handsets’ expression agrees', () => {
    fc.assert(
      fc.property(
        fc.oneof(symbols, shaped).filter((text) => /[*#]/.test(text)),
        (text) => {
          expect(judge(text), text).toContain(parseDial(text).kind);
        },
      ),
      { numRuns: 20_000 },
    );
  });

  test('USSD keeps the string unchanged, and its segments lose nothing but symbols', () => {
    fc.assert(
      fc.property(shaped, (text) => {
        const dial = parseDial(text);
        if (dial.kind !== 'ussd') return;
        expect(dial.code).toBe(text);
        expect(dial.segments.join('')).toBe(text.replace(/[*#]/g, ''));
      }),
    );
  });

  test('no string makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(parseDial(text).kind).toBeTypeOf('string');
      }),
    );
  });
});
