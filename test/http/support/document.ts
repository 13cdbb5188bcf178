/** Judges values by the OpenAPI document that the server itself gives out. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { OpenApi, Operation } from '../../../src/http/openapi.ts';

/** Says what is wrong with a value by a schema of the document; nothing: an empty list. */
export type Judge = (schema: object, value: unknown) => readonly string[];

/** The server's document, fetched. */
export async function fetchDocument(url: string): Promise<OpenApi> {
  return (await (await fetch(`${url}/openapi.json`)).json()) as OpenApi;
}

/** Every operation with its request line, such as `GET /v1/clock`. */
export function operationsOf(document: OpenApi): readonly (readonly [string, Operation])[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
  );
}

export function judgeBy(document: OpenApi): Judge {
  const ajv = new Ajv2020({
    strict: false,
    formats: { 'date-time': (text: string) => !Number.isNaN(Date.parse(text)) },
  });
  ajv.addSchema(document, 'doc');
  return (schema, value) => {
    const resolved = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"doc#/components'));
    const validate = ajv.compile(resolved);
    return validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

/** The operation that a request line with real values belongs to; fixed paths win over placeholders. */
export function findOperation(document: OpenApi, method: string, path: string): Operation | undefined {
  const fits = (pattern: string) => new RegExp(`^${pattern.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
  const patterns = Object.keys(document.paths).filter(fits);
  const pattern = patterns.find((candidate) => candidate === path) ?? patterns[0] ?? '';
  return document.paths[pattern]?.[method.toLowerCase()];
}
