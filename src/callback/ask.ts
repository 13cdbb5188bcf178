/** One request to an application: bounded in time and size, without redirects. */
import { type Reading, readScreen, type Turn, turnForm } from './form.ts';

export interface AskLimits {
  /** How long an application may think, ms of the machine's clock. */
  readonly patience: number;
  /** Octets of an answer that are read; a longer one is refused. */
  readonly octets: number;
}

/** Ten seconds, as gateways of the field wait; no screen needs 16 KB. */
const ASK_LIMITS: AskLimits = { patience: 10_000, octets: 16_384 };

/** Asks for the next screen. Never rejects: what went wrong comes as words. */
export async function askApplication(url: URL, turn: Turn, limits: AskLimits = ASK_LIMITS): Promise<Reading> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/plain' },
      body: turnForm(turn),
      redirect: 'manual',
      signal: AbortSignal.timeout(limits.patience),
    });
    if (!response.ok) return await refused(response);
    const body = await readUpTo(response, limits.octets);
    return body === null
      ? { kind: 'wrong', why: `the answer is longer than ${limits.octets} octets` }
      : readScreen(body);
  } catch (error) {
    return { kind: 'wrong', why: reasonOf(error, limits) };
  }
}

async function refused(response: Response): Promise<Reading> {
  await response.body?.cancel();
  const isElsewhere = response.status >= 300 && response.status < 400;
  return {
    kind: 'wrong',
    why: isElsewhere
      ? 'it answered with a redirect, which is not followed'
      : `it answered with status ${response.status}`,
  };
}

async function readUpTo(response: Response, octets: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > octets) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function reasonOf(error: unknown, { patience }: AskLimits): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError') return `no answer within ${patience / 1000} s`;
  return `nobody answers there (${cause?.code ?? cause?.message ?? message})`;
}
