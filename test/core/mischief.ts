/** A proxy between a gateway and its core that does to requests and answers what networks and bad cores do. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** `before`: the core hears nothing. `after`: it has done what it was asked for. */
export type Mischief =
  | {
      readonly kind: 'answer';
      readonly when: 'before' | 'after';
      readonly status: number;
      readonly type: string;
      readonly body: string;
    }
  | { readonly kind: 'cut'; readonly when: 'before' | 'after' }
  /** The answer is held until `release` is called. */
  | { readonly kind: 'hold' };

export interface CoreProxy {
  readonly url: URL;
  /** What becomes of bonus writes from now on: all of them, or so many. Null = nothing. */
  misbehave(mischief: Mischief | null, times?: number): void;
  release(): void;
  /** Resolves when so many answers are held. */
  holds(count?: number): Promise<void>;
  /** Writes that came, by key. */
  readonly keys: string[];
  close(): Promise<void>;
}

/** Between here and the core at `target`, on a port of its own. */
export async function openProxy(target: () => string): Promise<CoreProxy> {
  let mischief: Mischief | null = null;
  let left = 0;
  let held: (() => void)[] = [];
  let onHold: () => unknown = () => {};
  const keys: string[] = [];

  const take = (req: IncomingMessage): Mischief | null => {
    if (req.method !== 'POST' || !req.url?.startsWith('/v1/bonus/')) return null;
    keys.push(String(req.headers['idempotency-key']));
    if (mischief === null || left <= 0) return null;
    left -= 1;
    return mischief;
  };

  const server = createServer((req, res) => {
    const now = take(req);
    if (now !== null && now.kind !== 'hold' && now.when === 'before') return spoil(now, res);
    forward(
      target(),
      req,
      (status, type, body) => {
        const answer = () => res.writeHead(status, { 'Content-Type': type }).end(body);
        if (now === null) answer();
        else if (now.kind === 'hold') {
          held.push(answer);
          onHold();
        } else spoil(now, res);
      },
      () => res.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    keys,
    misbehave(next, times = Number.POSITIVE_INFINITY) {
      mischief = next;
      left = next === null ? 0 : times;
    },
    holds: (count = 1) =>
      new Promise((resolve) => {
        onHold = () => held.length >= count && resolve();
        onHold();
      }),
    release() {
      for (const answer of held) answer();
      held = [];
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function spoil(mischief: Exclude<Mischief, { kind: 'hold' }>, res: ServerResponse): void {
  if (mischief.kind === 'cut') res.destroy();
  else res.writeHead(mischief.status, { 'Content-Type': mischief.type, Location: '/elsewhere' }).end(mischief.body);
}

type OnAnswer = (status: number, type: string, body: Buffer) => void;

function forward(target: string, req: IncomingMessage, onAnswer: OnAnswer, onError: () => void): void {
  const onward = request(
    new URL(req.url ?? '/', target),
    { method: req.method, headers: { ...req.headers, host: new URL(target).host } },
    (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () =>
        onAnswer(answer.statusCode ?? 500, String(answer.headers['content-type'] ?? ''), Buffer.concat(chunks)),
      );
    },
  );
  onward.on('error', onError);
  req.pipe(onward);
}
