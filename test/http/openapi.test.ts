import { createHash } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { vocabularyOf } from '../../src/bonus/vocabulary.ts';
import { CORE_PROBLEMS } from '../../src/http/calls/bonusWrite.ts';
import { JSON_CALLS, RAW_CALLS } from '../../src/http/calls/index.ts';
import type { AnyCall, Schema } from '../../src/http/calls/types.ts';
import { FULL } from '../bonus/fullProgram.ts';
import { fetchDocument, judgeBy, operationsOf } from './support/document.ts';
import { openWire } from './support/wire.ts';

const CALLS: readonly AnyCall[] = [...JSON_CALLS, ...RAW_CALLS];

test('the document has exactly the calls of the table and the two that describe them', async () => {
  const document = await fetchDocument((await openWire()).url);
  expect(document.openapi).toMatch(/^3\.1\./);
  const described = operationsOf(document).map(([line]) => line);
  const mounted = CALLS.map(({ method, path }) => `${method} ${path}`);
  expect(described.toSorted()).toEqual([...mounted, 'GET /openapi.json', 'GET /docs'].toSorted());
  const ids = operationsOf(document).map(([, { operationId }]) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

test('every path placeholder is a described parameter, every tag a described tag', async () => {
  const document = await fetchDocument((await openWire()).url);
  const tags = document.tags.map(({ name }) => name);
  for (const [line, operation] of operationsOf(document)) {
    const placeholders = [...line.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const inPath = operation.parameters.filter((parameter) => parameter.in === 'path');
    expect(inPath.map(({ name }) => name)).toEqual(placeholders);
    for (const { name, description } of inPath) expect(description).not.toBe(name);
    expect(tags).toEqual(expect.arrayContaining([...operation.tags]));
  }
});

test('all schemas are schemas, and all examples are examples of them', async () => {
  const document = await fetchDocument((await openWire()).url);
  const faults = judgeBy(document);
  const meta = new Ajv2020();
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    expect([name, meta.validateSchema(schema)]).toEqual([name, true]);
  }
  for (const [line, { requestBody, responses }] of operationsOf(document)) {
    const contents = [requestBody?.content, ...Object.values(responses).map(({ content }) => content)];
    for (const { schema, example } of contents.flatMap((content) => Object.values(content ?? {}))) {
      expect([line, meta.validateSchema(schema)]).toEqual([line, true]);
      if (example !== undefined) expect([line, faults(schema, example)]).toEqual([line, []]);
      else faults(schema, null);
    }
  }
});

test('real answers are what the document says they are', async () => {
  const wire = await openWire();
  const document = await fetchDocument(wire.url);
  const faults = judgeBy(document);
  for (const [line, { requestBody, responses, parameters }] of operationsOf(document)) {
    if (line === 'GET /v1/events') continue;
    const [method = '', pattern = ''] = line.split(' ');
    const path = pattern.replace(/\{(\w+)\}/g, (_, name) =>
      String(parameters.find((each) => each.name === name)?.example),
    );
    const body = requestBody === undefined ? null : JSON.stringify(requestBody.content['application/json']?.example);
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(wire.url + path, body === null ? { method } : { method, body, headers });
    const described = responses[response.status];
    expect([line, Object.keys(responses)[0]]).toEqual([line, String(response.status)]);
    const [type, content] = Object.entries(described?.content ?? {})[0] ?? [];
    const text = await response.text();
    if (type === undefined) expect([line, text]).toEqual([line, '']);
    else expect(response.headers.get('content-type')).toContain(type);
    if (type === 'application/json')
      expect([line, faults(content?.schema ?? {}, JSON.parse(text))]).toEqual([line, []]);
  }
});

test('every call names the refusals its status codes stand for', async () => {
  const document = await fetchDocument((await openWire()).url);
  const problem = document.paths['/v1/bonus/{program}/{msisdn}/transfers']?.post?.responses['422'];
  expect(problem?.description).toContain('`over-daily-limit`');
  expect(Object.keys(problem?.content ?? {})).toEqual(['application/problem+json']);
  expect(Object.keys(document.paths['/v1/clock']?.get?.responses ?? {})).not.toContain('409');
});

/** Of a program that has everything. */
const OUTCOMES = vocabularyOf(FULL).outcomes;

/** Which operation of the core stands behind a call. A transfer's end at its receiver is the end of its confirmation. */
const CORE: readonly (readonly [string, readonly (keyof typeof OUTCOMES)[]])[] = [
  ['register', ['register']],
  ['deactivate', ['deactivate']],
  ['earn', ['event']],
  ['order', ['order']],
  ['transfer', ['transfer']],
  ['confirmTransfer', ['confirm', 'credit']],
];

test.each(CORE)('%s lists exactly the refusals of the core', (operationId, operations) => {
  const listed = JSON_CALLS.find((call) => call.operationId === operationId)?.problems;
  const refusals = operations.flatMap((operation) => Object.keys(OUTCOMES[operation])).filter((name) => name !== 'ok');
  expect(new Set(listed)).toEqual(new Set(['bad-msisdn', 'unknown-program', ...CORE_PROBLEMS, ...refusals]));
});

test('every write to points is compared with the core', () => {
  const writes = JSON_CALLS.filter(({ method, path }) => method === 'POST' && path.startsWith('/v1/bonus/'));
  expect(writes.map(({ operationId }) => operationId).toSorted()).toEqual(CORE.map(([id]) => id).toSorted());
});

/** Every schema of a string in a schema. */
function stringsIn(schema: Schema): readonly Schema[] {
  const inner = Object.values((schema.properties ?? {}) as Record<string, Schema>).flatMap(stringsIn);
  return [schema.type].flat().includes('string') ? [schema, ...inner] : inner;
}

test('no string of a request is endless', async () => {
  const document = await fetchDocument((await openWire()).url);
  for (const [line, { requestBody, parameters }] of operationsOf(document)) {
    const schemas = [requestBody?.content['application/json']?.schema ?? {}, ...parameters.map(({ schema }) => schema)];
    for (const schema of schemas.flatMap(stringsIn)) {
      const isCapped =
        Array.isArray(schema.enum) ||
        typeof schema.maxLength === 'number' ||
        /\{\d+,\d+\}\$$/.test(String(schema.pattern));
      expect([line, schema, isCapped]).toEqual([line, schema, true]);
    }
  }
});

test('the page shows every call, loads nothing, and allows only its own style and script', async () => {
  const wire = await openWire();
  const response = await fetch(`${wire.url}/docs`);
  const page = await response.text();
  for (const { operationId, path } of CALLS) {
    expect(page).toContain(`id="${operationId}"`);
    expect(page.replaceAll('<wbr>', '')).toContain(`<code>${path}</code>`);
  }
  expect(page).not.toMatch(/(src|href)="(?!#|\/openapi\.json")/);
  expect(page).toContain('name="viewport"');
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  for (const element of ['style', 'script']) {
    const source = page.match(new RegExp(`<${element}>(.*?)</${element}>`, 's'))?.[1] ?? '';
    const digest = createHash('sha256').update(source).digest('base64');
    expect(policy).toContain(`${element}-src 'sha256-${digest}'`);
  }
});

test('the commands on the page work', async () => {
  const wire = await openWire();
  const page = await (await fetch(`${wire.url}/docs`)).text();
  const command = page.match(/id="transfer".*?<pre>(curl.*?)<\/pre>/s)?.[1] ?? '';
  const text = command.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  expect(text).toBe(
    [
      `curl -sS 'http://127.0.0.1:8080/v1/bonus/my-program/79161234567/transfers'`,
      `  -H 'Content-Type: application/json'`,
      `  -d '{"to":"79167654321","points":50}'`,
    ].join(' \\\n'),
  );
});

test('no program of the emulator is named in the wire', async () => {
  const text = JSON.stringify(await fetchDocument((await openWire()).url));
  expect(text).not.toMatch(/mts|rostelecom|robokassa|cashback-/i);
});
