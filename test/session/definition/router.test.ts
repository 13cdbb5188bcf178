import { describe, expect, test } from 'vitest';
import { compileServices } from '../../../src/session/definition/compile.ts';
import { filesOf } from './mini.ts';
import { shippedFolder } from './shipped.ts';

const { router } = compileServices(filesOf(shippedFolder('mts-bonus'), 'mts-bonus'));

describe('the router', () => {
  test.each([
    ['*111*455#', []],
    ['*111*455*0#', ['0']],
    ['*111*455*4*79161234567*500#', ['4', '79161234567', '500']],
    ['*111*455**1#', ['', '1']],
  ])('%s reaches the service with the inputs %j', (code, inputs) => {
    const found = router.findUssd(code);
    expect([found?.service.id, found?.start, found?.code, found?.inputs]).toEqual([
      'mts-bonus',
      'root',
      '*111*455',
      inputs,
    ]);
  });

  test.each(['*111#', '*111*4550#', '*100#', '#111*455#'])('%s reaches nothing', (code) => {
    expect(router.findUssd(code)).toBeNull();
  });

  test('segments will do', () => {
    expect(router.findUssd(['111', '455', '11'])?.inputs).toEqual(['11']);
  });

  test.each([
    ['', 'match', 'sms-join'],
    ['  ', 'match', 'sms-join'],
    ['Бонус', 'match', 'sms-balance'],
    ['bonus', 'match', 'sms-balance'],
    [',jyec', 'match', 'sms-balance'],
    ['0', 'match', 'sms-leave'],
    ['банус', 'meant', 'sms-balance'],
  ])('the text %j to 4555 is a %s of %s', (text, kind, go) => {
    const found = router.findSms('4555')?.match(text);
    expect(found).toMatchObject({ kind, target: { go } });
  });

  test.each(['O', 'О', '00', '0.', 'что угодно'])('the text %j is no command', (text) => {
    expect(router.findSms('4555')?.match(text)).toEqual({ kind: 'none' });
  });

  test('a short code of nobody', () => {
    expect(router.findSms('4556')).toBeNull();
  });
});
