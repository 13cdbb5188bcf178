import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonErrorPosition } from '../../src/http/jsonPosition.ts';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('no JSON text has an error', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(0, 2, '\t'), (text, indent) => {
      const spaced = JSON.stringify(JSON.parse(text), null, indent);
      expect(jsonErrorPosition(text)).toBeNull();
      expect(jsonErrorPosition(` ${spaced}\r\n`)).toBeNull();
    }),
  );
});

test('a damaged text has an error exactly if JSON.parse finds one', () => {
  const damage = fc.record({
    text: fc.json(),
    at: fc.nat(),
    cut: fc.nat(3),
    put: fc.constantFrom('', ',', '"', '{', '}', '[', ']', ':', '0', '-', '.', 'e', '\\', '\n', 'true', ' '),
  });
  fc.assert(
    fc.property(damage, ({ text, at, cut, put }) => {
      const place = at % (text.length + 1);
      const damaged = text.slice(0, place) + put + text.slice(place + cut);
      expect(jsonErrorPosition(damaged) === null).toBe(parses(damaged));
    }),
    { numRuns: 2000 },
  );
});

test('all before the error can be the beginning of JSON, nothing after it matters', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.string(), (text, at, tail) => {
      const broken = `${text.slice(0, at % (text.length + 1))}\u0001`;
      const position = jsonErrorPosition(broken);
      expect(position).not.toBeNull();
      expect(jsonErrorPosition(broken + tail)).toEqual(position);
    }),
  );
});

test.each([100_000, 1_000_000])('%i open brackets do not exhaust the stack', (depth) => {
  expect(jsonErrorPosition('['.repeat(depth))?.offset).toBe(depth);
});

test('lines and columns count from one', () => {
  expect(jsonErrorPosition('{\n "a": 1,\n "b": x\n}')).toEqual({ offset: 17, line: 3, column: 7 });
});
