import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildRoutes } from '../../src/code/routes.ts';

const named = (...codes: string[]) => buildRoutes(codes.map((code) => ({ code, target: code })));

describe('finding', () => {
  const routes = named('*111', '*111*455', '*384#', '#100', '*#100', '*400', '*500#7', '*101*2');

  test.each<[string, string, string[]]>([
    ['*111*455#', '*111*455', []],
    ['*111*455*0#', '*111*455', ['0']],
    ['*111*455*4*79161234567*500#', '*111*455', ['4', '79161234567', '500']],
    ['*111*455**5#', '*111*455', ['', '5']],
    ['*111*455*#', '*111*455', ['']],
    ['*111#', '*111', []],
    ['*111*4550#', '*111', ['4550']],
    ['*384#', '*384', []],
    ['*384*1*2#', '*384', ['1', '2']],
    ['#100#', '#100', []],
    ['*#100*3#', '*#100', ['3']],
    ['*101*2#', '*101*2', []],
    ['*500#7*1#', '*500#7', ['1']],
  ])('%s → %s with %j', (dialled, code, inputs) => {
    expect(routes.find(dialled)).toEqual({ code, target: expect.any(String), inputs });
  });

  test.each([
    '*1111#',
    '*11#',
    '*100#',
    '**111#',
    '111#',
    '#',
    '',
    'hello#',
    '*101#',
    '*101*22#',
    '*500*7#',
    '**111*455#',
    // A # inside the string makes it another code: nothing is ordered by a slip of the finger.
    '*400#1234#',
    '*400#1*2#',
    '*111#455#',
    '*384##',
    '*111*455#0',
    '*111*455#11',
  ])('%j has no route', (dialled) => {
    expect(routes.find(dialled)).toBeNull();
  });

  test('segments are taken as those of a code with * in front', () => {
    expect(routes.find(['111', '455', '0'])).toEqual({ code: '*111*455', target: '*111*455', inputs: ['0'] });
    expect(routes.find([])).toBeNull();
  });

  test('names of Object’s own parts are no routes', () => {
    expect(routes.find('*__proto__*constructor#')).toBeNull();
  });
});

describe('building', () => {
  test('the same code twice is a collision that names both; the first one stays', () => {
    const routes = buildRoutes([
      { code: '*384', target: 'a' },
      { code: '*384#', target: 'b' },
      { code: '*384*1', target: 'c' },
    ]);
    expect(routes.collisions).toEqual([{ code: '*384', targets: ['a', 'b'] }]);
    expect(routes.find('*384#')?.target).toBe('a');
  });

  test.each(['', '*', '#', '111', '***111', '#*111', '*111*', '*111**5', '*111##', '*привет', 'hello'])(
    'route %j is refused: not a code',
    (code) => {
      expect(named(code).refused).toEqual([{ code, target: code, reason: 'not-a-code' }]);
    },
  );

  test.each(['*#06', '*#06#', '**04', '*21', '*31#', '#33*1', '*43#'])(
    'route %j is refused: no phone sends it',
    (code) => {
      expect(named(code).refused).toEqual([{ code, target: code, reason: 'stays-in-phone' }]);
    },
  );

  test('a good route is neither', () => {
    expect(named('*111*455', '*#100', '*500#7')).toMatchObject({ refused: [], collisions: [] });
  });
});

describe('laws', () => {
  const segment = fc.constantFrom('1', '2', '12', '100', '111', '455');
  const codes = fc.uniqueArray(fc.array(segment, { minLength: 1, maxLength: 4 }), {
    maxLength: 12,
    selector: (segments) => segments.join('*'),
  });
  const dialled = fc.array(fc.oneof(segment, fc.constant('')), { minLength: 1, maxLength: 6 });

  test('the route is the longest one of which every segment agrees, the rest are the inputs', () => {
    fc.assert(
      fc.property(codes, dialled, (routes, segments) => {
        const fitting = routes.filter((route) => route.every((part, index) => part === segments[index]));
        const longest = fitting.reduce<string[] | null>((a, b) => (a === null || b.length > a.length ? b : a), null);
        const found = buildRoutes(routes.map((route) => ({ code: `*${route.join('*')}`, target: route }))).find(
          `*${segments.join('*')}#`,
        );
        expect(found?.target ?? null).toEqual(longest);
        if (longest !== null) expect(found?.inputs).toEqual(segments.slice(longest.length));
      }),
      { numRuns: 2_000 },
    );
  });

  test('no string makes it throw', () => {
    const routes = named('*111', '*111*455');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(routes.find(text)?.code ?? '*').toMatch(/^\*/);
      }),
    );
  });
});
