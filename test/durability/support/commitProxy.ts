/** A TCP proxy in front of Redis that can lose the answer to one commit: Redis has done it, nobody hears of it. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { COMMIT_STEPS } from '../../../src/store/redis/scripts/commitSteps.ts';

/** `break`: the connection ends in place of the answer. `hold`: the answer and all after it wait until `release`. */
export type Loss = 'break' | 'hold';

export interface CommitProxy {
  readonly port: number;
  /** The answer to the next commit for this subscriber is lost. */
  loseAnswerTo(msisdn: string, loss: Loss): void;
  /** Whether there has been such a commit. */
  hasLost(): boolean;
  /** What was held flows. */
  release(): void;
  close(): Promise<void>;
}

/** Starts the proxy on a free port to a port of 127.0.0.1. */
export async function startCommitProxy(targetPort: number): Promise<CommitProxy> {
  const servers = new Set<Socket>();
  let trap: { readonly msisdn: string; readonly loss: Loss } | null = null;

  const accept = (client: Socket): void => {
    const server = connect(targetPort, '127.0.0.1');
    servers.add(server);
    tie(client, server);
    client.on('data', (request) => {
      server.write(request);
      if (trap === null || !isCommitOf(request, trap.msisdn)) return;
      if (trap.loss === 'hold') server.pause();
      else server.removeAllListeners('data').once('data', () => client.destroy());
      trap = null;
    });
  };

  const listener = createServer(accept);
  const port = await listen(listener);
  return {
    port,
    loseAnswerTo(msisdn, loss) {
      trap = { msisdn, loss };
    },
    hasLost: () => trap === null,
    release() {
      for (const server of servers) server.resume();
    },
    async close() {
      for (const server of servers) server.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

/** Answers flow back; the end of one connection is the end of the other. */
function tie(client: Socket, server: Socket): void {
  server.on('data', (answer) => client.write(answer));
  const end = () => {
    client.destroy();
    server.destroy();
  };
  for (const socket of [client, server]) socket.setNoDelay().on('error', end).on('close', end);
}

function isCommitOf(request: Buffer, msisdn: string): boolean {
  return request.includes(COMMIT_STEPS.sha) && request.includes(msisdn);
}

async function listen(listener: Server): Promise<number> {
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('The operating system gave no port.');
  return address.port;
}
