import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { serve } from '../../../src/cli/commands/serve.ts';
import { WrongUse } from '../../../src/cli/failures.ts';
import { readSettings } from '../../../src/cli/options/settings.ts';
import { DEFAULT_ACCOUNT } from '../../../src/smpp/config/defaults.ts';
import { exposedDefaults } from '../../../src/smpp/config/exposure.ts';
import { readSmpp } from '../../../src/smpp/config/read.ts';
import type { SmppConfig } from '../../../src/smpp/config.ts';

const ENV = { SHOP_PASSWORD: 'hidden', LONG: '123456789' };

const folder = mkdtempSync(join(tmpdir(), 'starhash-smpp-config-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

function settingsOf(yaml: string, ...words: string[]) {
  const file = join(folder, `${files++}.yaml`);
  writeFileSync(file, yaml);
  const checks = { smpp: (data: unknown) => readSmpp(data, ENV).mistakes };
  return { file, read: () => readSettings(['--config', file, ...words], serve.options, ENV, checks).settings };
}

function configOf(yaml: string): SmppConfig {
  return readSmpp(settingsOf(yaml).read().section('smpp'), ENV).config;
}

function complaintsOf(yaml: string): readonly string[] {
  const { file, read } = settingsOf(yaml);
  try {
    read();
  } catch (error) {
    if (error instanceof WrongUse) return error.complaints.map((complaint) => complaint.replace(`${file}:`, ''));
    throw error;
  }
  return [];
}

describe('what is configured', () => {
  it('nothing: one account that plays phones, one sink', () => {
    expect(configOf('http: 0\n')).toEqual({ accounts: [DEFAULT_ACCOUNT], links: [], sinks: ['9999'] });
    expect(configOf('smpp: {port: 0}\n').accounts).toEqual([DEFAULT_ACCOUNT]);
  });

  it('no account at all, where the list is empty', () => {
    expect(configOf('smpp: {accounts: [], sinks: []}\n')).toEqual({ accounts: [], links: [], sinks: [] });
  });

  it('an account with every key', () => {
    const yaml = `smpp:
  accounts:
    - system_id: shop
      password_env: SHOP_PASSWORD
      role: application
      codes: ["*384*77", "7777"]
      window: 10
      rate: 50
      binds: 2
      dialect: mica
      addresses: [127.0.0.1, "::1"]
      receipt_ids: decimal
      default_alphabet: latin1
      long_sms: sar
      inactivity: PT10M
      answer_within: PT1M5S
`;
    expect(configOf(yaml).accounts).toEqual([
      {
        systemId: 'shop',
        password: 'hidden',
        role: 'application',
        codes: ['*384*77', '7777'],
        window: 10,
        rate: 50,
        binds: 2,
        dialect: 'mica',
        addresses: ['127.0.0.1', '::1'],
        receiptIds: 'decimal',
        defaultAlphabet: 'latin1',
        longSms: 'sar',
        inactivity: 600_000,
        answerWithin: 65_000,
      },
    ]);
  });

  it('a short account has the defaults of the standing one', () => {
    const { systemId: _, password: __, ...defaults } = DEFAULT_ACCOUNT;
    expect(configOf('smpp: {accounts: [{system_id: phones, password: x}]}\n').accounts).toEqual([
      { ...defaults, systemId: 'phones', password: 'x' },
    ]);
  });

  it('an outgoing link', () => {
    const yaml =
      'smpp: {links: [{name: operator, host: smsc.test, port: 3550, system_id: star, password: x, tls: true}]}\n';
    expect(configOf(yaml).links).toEqual([
      {
        name: 'operator',
        host: 'smsc.test',
        port: 3550,
        tls: true,
        systemId: 'star',
        password: 'x',
        bind: 'transceiver',
        systemType: '',
        world: 'main',
        window: 100,
        rate: 0,
        dialect: 'generic',
        defaultAlphabet: 'gsm7',
        longSms: 'udh8',
      },
    ]);
  });

  it.each([
    ['smpp: 3000\n', [], 3000],
    ['smpp: off\n', [], null],
    ['smpp: {port: 3001}\n', [], 3001],
    ['smpp: {sinks: []}\n', [], 2775],
    ['smpp: {port: 3001}\n', ['--smpp', '0'], 0],
    ['smpp: {port: 3001}\n', ['--smpp', 'off'], null],
  ])('the port of %j and %j is %j', (yaml, words, port) => {
    expect(
      settingsOf(yaml, ...words)
        .read()
        .portOrOff('smpp'),
    ).toBe(port);
  });

  it('the standing account takes its password from the environment', () => {
    const [account] = readSmpp(undefined, { STARHASH_SMPP_PASSWORD: 'other' }).config.accounts;
    expect(account).toEqual({ ...DEFAULT_ACCOUNT, password: 'other' });
    expect(readSmpp(undefined, { STARHASH_SMPP_PASSWORD: 'far too long' }).mistakes).toHaveLength(1);
  });
});

const account = (rest: string) => `smpp:\n  accounts:\n    - {system_id: shop, password: x, ${rest}}\n`;
const APP = 'role: application, codes: ["7777"]';

describe('a wrong configuration', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['smpp: [2775]\n', ['1:1: "smpp" wants one value: smpp: PORT.']],
    ['smpp: {acounts: []}\n', ['1:8: there is no setting "acounts" here. Did you mean accounts?']],
    ['smpp: {accounts: 1}\n', ['1:8: "accounts" must be a list.']],
    [
      'smpp:\n  accounts:\n    - shop\n',
      [
        '3:7: must be settings as "name: value".',
        '3:7: "system_id" is missing.',
        '3:7: "password" is missing (or "password_env").',
      ],
    ],
    ['smpp: {port: high}\n', ['1:8: "port" must be a whole number from 0 to 65535.']],
    [account('windw: 1'), ['3:38: there is no setting "windw" here. Did you mean window?']],
    [
      account('dialect: mika'),
      [expect.stringMatching(/^3:38: "dialect" must be one of generic, .*\. Did you mean mica\?$/) as never],
    ],
    [account('dialect: 7'), [expect.stringMatching(/^3:38: "dialect" must be one of .*ussn-final\.$/) as never]],
    [account('window: 0'), ['3:38: "window" must be a whole number from 1 to 10000.']],
    [account('rate: 1.5'), ['3:38: "rate" must be a whole number from 0 to 1000000.']],
    [account('answer_within: 30'), ['3:38: "answer_within" must be a duration like PT30S or PT2M.']],
    [account('inactivity: 0'), ['3:38: "inactivity" must be a duration like PT30S or PT2M.']],
    [account('answer_within: PT0S'), ['3:38: "answer_within" must be a duration like PT30S or PT2M.']],
    [account('addresses: [localhost]'), ['3:50: "addresses" must be an IP address.']],
    [account('codes: ["7777"]'), ['3:38: phones serve no codes: leave "codes" out, or say role: application.']],
    [account('role: application'), ['3:7: "shop" serves nothing: give it codes, like codes: ["*384*77"].']],
    [account('role: application, codes: [7777]'), ['3:65: "codes" is a number; write it in quotes.']],
    [
      account('role: application, codes: [shop]'),
      [
        '3:65: "codes" must be a code to dial like "*384*77", a short code like "7777", or a phone number like "88005553535".',
      ],
    ],
    [account('role: application, codes: ["7777", "7777"]'), ['3:73: "7777" is taken by shop.']],
    [account('role: application, codes: ["*384", "*384#"]'), ['3:73: "*384" is taken by shop.']],
    [account(`${APP}}\n    - {system_id: other, password: x, ${APP}`), ['4:66: "7777" is taken by shop.']],
    [account(`${APP}}\n    - {system_id: shop, password: x`), ['4:8: "shop" is taken by another account.']],
    [`${account(APP)}  sinks: ["7777"]\n`, ['4:11: "7777" is taken by shop.']],
    [
      'smpp: {sinks: ["0123456"]}\n',
      ['1:16: "sinks" must be a short code like "9999", or a phone number like "88005553535".'],
    ],
    ['smpp: {sinks: [9999]}\n', ['1:16: "sinks" is a number; write it in quotes.']],
    [account('password_env: SHOP_PASSWORD'), ['3:38: give "password" or "password_env", not both.']],
    [
      'smpp: {accounts: [{system_id: shop, password_env: NOT_SET}]}\n',
      ['1:37: the variable NOT_SET is not set; it must hold the password.'],
    ],
    [
      'smpp: {accounts: [{system_id: shop, password_env: LONG}]}\n',
      ['1:37: the variable LONG must hold 1 to 8 letters, digits or signs, without spaces.'],
    ],
    [
      'smpp: {accounts: [{system_id: shop@home, password: x}]}\n',
      [expect.stringMatching(/^1:20: "system_id" must be 1 to 15 .* without @/) as never],
    ],
    [
      'smpp: {accounts: [{system_id: abcdefghijklmnop, password: x}]}\n',
      [expect.stringMatching(/^1:20: "system_id" must be 1 to 15/) as never],
    ],
    [
      'smpp: {accounts: [{system_id: shop, password: "123456789"}]}\n',
      [expect.stringMatching(/^1:37: "password" must be 1 to 8/) as never],
    ],
    ['smpp: {accounts: [{system_id: shop, password: 12345}]}\n', ['1:37: "password" is a number; write it in quotes.']],
    [
      'smpp: {links: [{name: Op, host: "", port: 0, system_id: star, password: x, tls: 1}]}\n',
      [
        '1:17: "name" must be small letters, digits, dashes.',
        '1:27: "host" must be a host name or an address.',
        '1:37: "port" must be a whole number from 1 to 65535.',
        '1:76: "tls" must be true or false.',
      ],
    ],
    [
      'htpp: 1\nsmpp: {sinks: 1}\n',
      ['1:1: there is no setting "htpp". Did you mean http?', '2:8: "sinks" must be a list.'],
    ],
  ];

  it.each(cases)('%j', (yaml, expected) => {
    expect(complaintsOf(yaml)).toEqual(expected);
  });

  it('is never answered with a password', () => {
    expect(complaintsOf('smpp: {accounts: [{system_id: shop, password: 1234567890}]}\n').join()).not.toContain('12345');
  });
});

describe('the password of the manual', () => {
  const open = (host: string, port: number | null = 2775) => ({ host, port, tls: null });
  it.each(['127.0.0.1', '127.8.9.10', '::1', 'localhost'])('serves on %s', (host) => {
    expect(exposedDefaults(open(host), [DEFAULT_ACCOUNT])).toBe(null);
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'example.org'])('does not serve on %s', (host) => {
    expect(exposedDefaults(open(host), [DEFAULT_ACCOUNT])).toMatch(/^SMPP would listen on .*STARHASH_SMPP_PASSWORD/);
    expect(exposedDefaults({ ...open(host, null), tls: {} }, [DEFAULT_ACCOUNT])).not.toBe(null);
  });

  it('harms nobody where another one is set, or nothing listens', () => {
    expect(exposedDefaults(open('0.0.0.0'), [{ ...DEFAULT_ACCOUNT, password: 'other' }])).toBe(null);
    expect(exposedDefaults(open('0.0.0.0', null), [DEFAULT_ACCOUNT])).toBe(null);
  });
});
