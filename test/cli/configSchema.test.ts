import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { serve } from '../../src/cli/commands/serve.ts';
import { fileSchema } from '../../src/cli/options/fileSchema.ts';
import { smppSchema } from '../../src/smpp/config/schema.ts';

const SCHEMA = fileSchema(serve.options, { smpp: smppSchema });
const PUBLISHED = new URL('../../schemas/config.schema.json', import.meta.url);
const fits = new Ajv2020({
  strict: true,
  strictRequired: false,
  allErrors: true,
  formats: { 'date-time': true },
}).compile(SCHEMA);

/**
 * The published file is made of the tables that read the configuration. When these have changed, put
 * `JSON.stringify(SCHEMA)` into schemas/config.schema.json and format it.
 */
it('schemas/config.schema.json is the one of the tables', () => {
  expect(JSON.parse(readFileSync(PUBLISHED, 'utf8'))).toEqual(JSON.parse(JSON.stringify(SCHEMA)));
});

const SHOP = { system_id: 'shop', password: 'x', role: 'application', codes: ['*384*77', '7777'] };
const OPERATOR = { name: 'operator', host: 'smsc.example.org', system_id: 'star', password_env: 'OPERATOR_PASSWORD' };

describe('the schema', () => {
  it.each([
    [{}],
    [{ smpp: 2775 }],
    [{ smpp: 'off', http: 0 }],
    [{ smpp: { port: 0, accounts: [SHOP], links: [OPERATOR], sinks: ['9999'] } }],
    [{ 'allow-host': ['a', 'b'], 'tls-cert': 'cert.pem' }],
  ])('takes %j', (file) => {
    expect([fits(file), fits.errors]).toEqual([true, null]);
  });

  it.each([
    [{ smpp: { acounts: [] } }],
    [{ smpp: { accounts: [{ system_id: 'shop' }] } }],
    [{ smpp: { accounts: [{ ...SHOP, password_env: 'X' }] } }],
    [{ smpp: { accounts: [{ ...SHOP, dialect: 'klingon' }] } }],
    [{ smpp: { links: [{ ...OPERATOR, port: 0 }] } }],
    [{ smpp: { sinks: [9999] } }],
    [{ seed: ['x'] }],
  ])('refuses %j', (file) => {
    expect(fits(file)).toBe(false);
  });
});
