/** YAML as it must never break a reader: with something cut out of it, or put into it. */
import fc from 'fast-check';

/** What means something to YAML, to prototypes of objects, or to nobody. */
const SIGNS = [
  ...['', ' ', '\n', '\t', '\r', '{', '}', '[', ']', '"', ': ', '- ', '#', '~', '0', 'x', 'null'],
  ...['$', '${', '/', '(', '*', '&a ', '*a', '!!x', '<<: {}', '{to}', '\u0000', '\ud800'],
  ...['__proto__', 'constructor', '__proto__: x', 'constructor: 1'],
];

/**
 * One of the texts with up to 12 characters cut out anywhere and a piece put in there.
 * @param words pieces that mean something to the reader, besides those that mean something to YAML
 */
export function damaged(texts: readonly string[], words: readonly string[] = []): fc.Arbitrary<string> {
  const piece = fc.oneof(fc.constantFrom(...SIGNS, ...words), fc.string({ maxLength: 5 }));
  return fc.tuple(fc.constantFrom(...texts), fc.nat(), fc.nat({ max: 12 }), piece).map(([text, from, length, by]) => {
    const at = from % (text.length + 1);
    return text.slice(0, at) + by + text.slice(at + length);
  });
}
