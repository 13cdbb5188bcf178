/** No password of an address is told, however badly it is written; everything else stays as it is. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutPasswords } from '../../src/text/maskPassword.ts';

describe('passwords in addresses', () => {
  test.each([
    ['smpp://u:hunter2@h:2775', 'smpp://u:***@h:2775'],
    ['smmp://u:hunter2@h', 'smmp://u:***@h'],
    ['smpp://u:hun@ter2@h?dialect=mica', 'smpp://u:***@h?dialect=mica'],
    ['smpp://u:hun/ter2@h', 'smpp://u:***@h'],
    ['smpp://u:12345@h', 'smpp://u:***@h'],
    ['smpp://u:a@h?control=http://b:hunter2@c:80/', 'smpp://u:***@h?control=http://b:***@c:80/'],
    ['smpp://u:a@h?control=http%3A%2F%2Fb%3Ahunter2%40c', 'smpp://u:***@h?control=http%3A%2F%2Fb%3A***%40c'],
    ['callback:http://u:hunter2@h/ussd#code=*1#', 'callback:http://u:***@h/ussd#code=*1#'],
    ['"redis://:hunter2@h" is no address.', '"redis://:***@h" is no address.'],
  ])('%s', (text, told) => {
    expect(withoutPasswords(text)).toBe(told);
  });

  test.each([
    'http://127.0.0.1:8080',
    'smpp://u@h:2775?control=http://127.0.0.1:8080/x@y',
    'smpp://h?control=http%3A%2F%2F127.0.0.1%3A8080',
    'callback:http://127.0.0.1:9/ussd#code=*384*77',
    'Nobody answers at http://[::1]:80. Write to a@b',
    'local',
  ])('none in %s', (text) => {
    expect(withoutPasswords(text)).toBe(text);
  });

  test('whatever the password, if it has no @ of its own', () => {
    const password = fc.stringMatching(/^[^\s"@%]{1,12}$/).map((middle) => `<${middle}>`);
    fc.assert(
      fc.property(password, (secret) => {
        expect(withoutPasswords(`"smpp://user:${secret}@host" is none.`)).toBe('"smpp://user:***@host" is none.');
      }),
    );
  });
});
