/** The OpenAPI 3.1 document of the table of calls. */
import type { ProblemType } from '../flow/problems.ts';
import { PROBLEMS } from '../flow/problems.ts';
import { COMPONENTS, component, MOST_CHARACTERS } from './calls/schemas.ts';
import type { AnyCall, JsonCall, Schema, Success } from './calls/types.ts';
import { isKeyed } from './idempotency.ts';
import { WORLD_ID } from './world.ts';

export interface OpenApi {
  readonly openapi: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, OpenApiResponse>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description: string;
  readonly schema: Schema;
  readonly example?: unknown;
}

export interface OpenApiResponse {
  readonly description: string;
  readonly content?: Content;
}

type Content = Readonly<Record<string, { readonly schema: Schema; readonly example?: unknown }>>;

const TAGS = [
  { name: 'USSD', description: 'Dial codes and answer screens, as a phone does.' },
  { name: 'SMS', description: 'Text short codes.' },
  { name: 'Subscribers', description: 'What the network knows of a number, and the SMS it got.' },
  { name: 'Bonus', description: 'Points in the programs that services offer.' },
  { name: 'Worlds', description: 'Isolated sets of subscribers, points, SMS, clock and faults: one for each test.' },
  { name: 'Events', description: 'What happens, while it happens.' },
  { name: 'Operations', description: 'For those who run the gateway.' },
];

const INFO = {
  title: 'Starhash',
  description:
    'An emulator of an operator’s USSD/SMS short-code gateway. Bodies are JSON; errors are problem documents (RFC 9457) whose `type` ends in a stable word. 400: not JSON, wrong type or unknown field. 422: well formed but refused. All times are world time.',
  license: { name: 'MIT', identifier: 'MIT' },
};

/** What the placeholders of the paths stand for. */
const PATH_PARAMETERS: Readonly<Record<string, { description: string; example: string }>> = {
  sessionId: { description: 'The dialogue, as `dial` named it.', example: '0FZ2kq' },
  msisdn: { description: 'The subscriber: E.164, or a national form of the numbering plan.', example: '79161234567' },
  program: { description: 'The bonus program.', example: 'my-program' },
  id: { description: 'What an earlier answer called `id`.', example: 'w4kz81' },
};

const WORLD: Parameter = {
  name: 'Starhash-World',
  in: 'header',
  required: false,
  description: 'The world the call is about.',
  schema: { type: 'string', default: 'main', pattern: WORLD_ID },
};

const IDEMPOTENCY_KEY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Kept for 24 h of world time: the same key and body give the same answer and no second effect.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
};

/** What any call may answer, what any call through the gateway may, and what any call with a body or a key may. */
const ALWAYS: readonly ProblemType[] = ['foreign-host', 'foreign-origin', 'internal-error'];
const WITH_GATEWAY: readonly ProblemType[] = ['invalid-field', 'unknown-world', 'store-unavailable', 'injected-fault'];
const WITH_BODY: readonly ProblemType[] = ['malformed-json', 'too-large', 'not-json'];
const WITH_KEY: readonly ProblemType[] = ['bad-idempotency-key', 'idempotency-conflict'];

/**
 * Builds the document.
 * @param version the version of Starhash
 */
export function openApi(calls: readonly AnyCall[], version: string): OpenApi {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const call of calls) {
    paths[call.path] = { ...paths[call.path], [call.method.toLowerCase()]: operation(call) };
  }
  return { openapi: '3.1.1', info: { ...INFO, version }, tags: TAGS, paths, components: { schemas: COMPONENTS } };
}

function operation(call: AnyCall): Operation {
  const { operationId, tag, summary, description } = call;
  const described = { operationId, tags: [tag], summary, description, parameters: parameters(call) };
  const answers = { ...success(call), ...problems(problemsOf(call)) };
  if (call.kind !== 'json' || call.body === undefined) return { ...described, responses: answers };
  const { schema, example, optional } = call.body;
  const content = { 'application/json': { schema, example } };
  return { ...described, requestBody: { required: optional !== true, content }, responses: answers };
}

function parameters(call: AnyCall): Parameter[] {
  const inPath = [...call.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => pathParameter(name));
  const inQuery = Object.entries(call.query ?? {}).map(([name, schema]) => queryParameter(name, schema));
  if (call.kind === 'raw') return [...inPath, ...inQuery];
  return [...inPath, ...inQuery, WORLD, ...(isKeyed(call) ? [IDEMPOTENCY_KEY] : [])];
}

function pathParameter(name: string): Parameter {
  const known = PATH_PARAMETERS[name] ?? { description: name, example: name };
  return { name, in: 'path', required: true, ...known, schema: { type: 'string', maxLength: MOST_CHARACTERS } };
}

function queryParameter(name: string, schema: Schema): Parameter {
  return { name, in: 'query', required: false, description: String(schema.description), schema };
}

function success({ success, ...call }: AnyCall): Record<string, OpenApiResponse> {
  const { description, schema, example } = success;
  const type = call.kind === 'raw' ? call.contentType : 'application/json';
  const described: Success['schema'] = schema ?? (call.kind === 'raw' ? { type: 'string' } : undefined);
  if (described === undefined) return { [success.status]: { description } };
  const value = example === undefined ? { schema: described } : { schema: described, example };
  const inJson = call.kind === 'raw' && call.json !== undefined ? { 'application/json': call.json } : {};
  return { [success.status]: { description, content: { [type]: value, ...inJson } } };
}

function problemsOf(call: AnyCall): readonly ProblemType[] {
  if (call.kind === 'raw') return [...ALWAYS, ...call.problems];
  return [...ALWAYS, ...WITH_GATEWAY, ...withBody(call), ...(isKeyed(call) ? WITH_KEY : []), ...call.problems];
}

function withBody(call: JsonCall): readonly ProblemType[] {
  return call.body === undefined ? [] : WITH_BODY;
}

/** One response for each status, naming the words it may come with. */
function problems(types: readonly ProblemType[]): Record<string, OpenApiResponse> {
  const byStatus: Record<string, OpenApiResponse> = {};
  for (const type of new Set(types)) {
    const { status, title } = PROBLEMS[type];
    const before = byStatus[status];
    const line = `\`${type}\`: ${title}.`;
    const description = before === undefined ? line : `${before.description}\n${line}`;
    byStatus[status] = { description, content: { 'application/problem+json': { schema: component('Problem') } } };
  }
  return byStatus;
}
