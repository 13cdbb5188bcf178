/** One request and its answer on connections that are kept alive: a third of the CPU that a `fetch` takes. */
import { Agent, type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as AgentTls, request as requestHttps } from 'node:https';

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

/** `json`: a body, or null. Rejects with a short reason where there is no whole answer, or the signal is aborted. A request is never sent twice. */
export type Ask = (
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  json: string | null,
  signal?: AbortSignal,
) => Promise<HttpAnswer>;

/** The longest answer that is read, octets: a page of the journal has a tenth of it. */
const LONGEST = 1_048_576;

/** Asks a server. @param base without a slash at its end @param patience for an answer, ms */
export function asker(base: string, patience: number): Ask {
  const secure = base.startsWith('https:');
  const request = secure ? requestHttps : requestHttp;
  const agent = secure ? new AgentTls({ keepAlive: true }) : new Agent({ keepAlive: true });
  return (method, path, headers, json, signal) => {
    const length =
      json === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) };
    const sent = request(`${base}${path}`, {
      method,
      agent,
      headers: { ...headers, ...length },
      ...(signal !== undefined && { signal }),
    });
    return answerTo(sent, json, patience);
  };
}

function answerTo(sent: ClientRequest, json: string | null, patience: number): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => sent.destroy(new Error(`no answer within ${patience / 1000} s`)), patience);
    const fail = (error: Error & { readonly code?: string }) => {
      clearTimeout(late);
      reject(new Error(error.code ?? error.message));
    };
    sent.on('error', fail).on('response', (response) => {
      readWhole(response).then((text) => {
        clearTimeout(late);
        resolve({ status: response.statusCode ?? 0, text });
      }, fail);
    });
    sent.end(json ?? undefined);
  });
}

async function readWhole(response: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let octets = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    octets += piece.length;
    if (octets > LONGEST) throw new Error(`the answer is longer than ${LONGEST} octets`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
