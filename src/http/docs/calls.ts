/** The calls that describe the calls: the OpenAPI document and the page that shows it. */
import { readFileSync } from 'node:fs';
import { answer, text } from '../calls/schemas.ts';
import type { AnyCall, RawCall } from '../calls/types.ts';
import { openApi } from '../openapi.ts';
import { send } from '../reply.ts';
import { renderPage } from './page.ts';

const TAG = 'Operations';

const JSON_PAGE = {
  kind: 'raw',
  method: 'GET',
  path: '/openapi.json',
  operationId: 'openapi',
  tag: TAG,
  summary: 'This description, for programs',
  description: 'OpenAPI 3.1.',
  contentType: 'application/json',
  success: { status: 200, description: 'The document.', schema: answer({ openapi: text('Its version.') }) },
  problems: [],
} as const;

const HTML_PAGE = {
  kind: 'raw',
  method: 'GET',
  path: '/docs',
  operationId: 'docs',
  tag: TAG,
  summary: 'This description, for people',
  description: 'One page, nothing loaded from elsewhere.',
  contentType: 'text/html',
  success: { status: 200, description: 'The page.' },
  problems: [],
} as const;

/** The two calls, describing `calls` and themselves; rendered when somebody first asks. */
export function documentCalls(calls: readonly AnyCall[]): readonly RawCall[] {
  const self: readonly RawCall[] = [
    { ...JSON_PAGE, answer: (wire, _req, res) => send(wire, res, 200, 'application/json', json(), []) },
    {
      ...HTML_PAGE,
      answer: (wire, _req, res) => send(wire, res, 200, 'text/html; charset=utf-8', page().html, page().headers),
    },
  ];
  const document = once(() => openApi([...calls, ...self], version()));
  const json = once(() => JSON.stringify(document()));
  const page = once(() => renderPage(document()));
  return self;
}

function version(): string {
  return JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).version;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
