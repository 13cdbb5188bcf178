import { connect, createServer, type Server, type Socket } from 'node:net';

/** A real TCP proxy on loopback between a client and a server, which can do to a connection what networks do. */
export interface TcpProxy {
  readonly port: number;
  /** Breaks all connections and refuses new ones. */
  cut(): void;
  /** Holds all bytes, both ways; connections stay, new ones are accepted and get no answer. */
  freeze(): void;
  /** Lets requests through and throws the answers away. */
  swallowReplies(): void;
  /** Back to normal: held bytes flow; connections whose answers were thrown away are broken, for they are out of step. */
  mend(): void;
  close(): Promise<void>;
}

type Mode = 'normal' | 'cut' | 'frozen' | 'swallowing';

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

/** Starts a proxy on a free port to a port of 127.0.0.1. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let mode: Mode = 'normal';

  const accept = (client: Socket): void => {
    if (mode === 'cut') return void client.destroy();
    const pair = { client, server: connect(targetPort, '127.0.0.1') };
    pairs.add(pair);
    const end = (): void => {
      breakPair(pair);
      pairs.delete(pair);
    };
    for (const socket of [pair.client, pair.server]) socket.setNoDelay().on('error', end).on('close', end);
    client.on('data', (bytes) => pair.server.write(bytes));
    pair.server.on('data', (bytes) => void (mode !== 'swallowing' && client.write(bytes)));
    if (mode === 'frozen') hold(pair);
  };

  const listener = createServer(accept);
  const port = await listen(listener);
  const breakAll = (): void => [...pairs].forEach(breakPair);
  return {
    port,
    cut: () => {
      mode = 'cut';
      breakAll();
    },
    freeze: () => {
      mode = 'frozen';
      pairs.forEach(hold);
    },
    swallowReplies: () => {
      mode = 'swallowing';
    },
    mend: () => {
      if (mode === 'swallowing') breakAll();
      mode = 'normal';
      pairs.forEach(release);
    },
    close: async () => {
      breakAll();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

function hold({ client, server }: Pair): void {
  client.pause();
  server.pause();
}

function release({ client, server }: Pair): void {
  client.resume();
  server.resume();
}

function breakPair({ client, server }: Pair): void {
  client.destroy();
  server.destroy();
}

async function listen(listener: Server): Promise<number> {
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('The operating system gave no port.');
  return address.port;
}
