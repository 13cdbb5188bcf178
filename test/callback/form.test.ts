/** Africa's Talking's form and answers (standards §6). */
import { describe, expect, test } from 'vitest';
import { checkAddress } from '../../src/callback/address.ts';
import { readScreen, turnForm } from '../../src/callback/form.ts';

test('the form of a turn', () => {
  const form = turnForm({ sessionId: 's1', serviceCode: '*384*77#', msisdn: '79161234567', said: '1*да' });
  expect(Object.fromEntries(new URLSearchParams(form))).toEqual({
    sessionId: 's1',
    serviceCode: '*384*77#',
    phoneNumber: '+79161234567',
    networkCode: '99999',
    text: '1*да',
  });
});

describe('an answer', () => {
  test.each([
    ['CON What next?\n1 This', { kind: 'screen', text: 'What next?\n1 This', awaiting: true }],
    ['END Bye.', { kind: 'screen', text: 'Bye.', awaiting: false }],
    ['\uFEFF \nEND\tПока\r\nвам\n', { kind: 'screen', text: 'Пока\nвам', awaiting: false }],
    ['CON\nMenu', { kind: 'screen', text: '\nMenu', awaiting: true }],
  ])('%j', (body, screen) => {
    expect(readScreen(body)).toEqual(screen);
  });

  test.each(['', 'con x', 'CONTINUE', '<html>', 'END', 'CON   ', '{"text":"CON x"}'])('is none: %j', (body) => {
    expect(readScreen(body).kind).toBe('wrong');
  });
});

describe('an address', () => {
  test.each(['http://127.0.0.1:3000/ussd', 'https://app.example/ussd?key=1', 'http://[::1]:8000/'])('%s', (written) => {
    expect(checkAddress(written)).toEqual({ ok: true, url: new URL(written) });
  });

  test.each([
    ['', 'is no address'],
    ['ftp://127.0.0.1/', 'is no address'],
    ['127.0.0.1:3000', 'is no address'],
    ['ftp://me:hunter2@127.0.0.1/', '"ftp://me:***@127.0.0.1/" is no address'],
    ['http://me:secret@127.0.0.1/', 'Leave them out'],
    ['http://169.254.169.254/latest', 'link-local'],
    ['http://[fe80::1]/', 'link-local'],
    ['http://[::ffff:169.254.169.254]/', 'link-local'],
    ['http://2852039166/', 'link-local'],
  ])('refused: %s', (written, why) => {
    const checked = checkAddress(written);
    expect(checked.ok ? 'taken' : checked.why).toContain(why);
  });
});
