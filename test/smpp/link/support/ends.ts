import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { DEFAULT_LIMITS } from '../../../../src/smpp/link/defaults.ts';
import { type LinkOptions, openLink } from '../../../../src/smpp/link/link.ts';
import type {
  BoundState,
  CloseReason,
  Link,
  LinkHandler,
  LinkLimits,
  LinkWatch,
  Side,
  Stray,
} from '../../../../src/smpp/link/types.ts';
import type { Pdu } from '../../../../src/smpp/pdu/pdu.ts';
import { type MovedPulse, movedPulse } from './movedPulse.ts';
import { connectRaw, type RawPeer } from './rawPeer.ts';

/** One of our links, with all that it told. */
export interface End {
  readonly link: Link;
  /** Our end of the connection. */
  readonly socket: Socket;
  readonly requests: Pdu[];
  readonly notices: Pdu[];
  readonly strays: Stray[];
  readonly errors: string[];
  readonly closed: Promise<CloseReason>;
  /** Resolves when so many requests have come since the beginning. */
  came(count: number): Promise<void>;
}

export interface EndOptions {
  readonly side?: Side;
  readonly limits?: Partial<LinkLimits>;
  /** Instead of noting requests down only. */
  readonly onRequest?: LinkHandler['onRequest'];
  readonly onClose?: LinkHandler['onClose'];
  readonly onPdu?: LinkWatch['onPdu'];
  /** Instead of noting strays down only. */
  readonly onStray?: LinkWatch['onStray'];
  /** Instead of a clock that the test moves. */
  readonly pulse?: LinkOptions['pulse'];
}

/** Opens one of our links over a socket. */
export function openEnd(socket: Socket, pulse: LinkOptions['pulse'], options: EndOptions = {}): End {
  const [requests, notices, strays, errors]: [Pdu[], Pdu[], Stray[], string[]] = [[], [], [], []];
  const counted: { count: number; resolve: () => void }[] = [];
  const { promise: closed, resolve: setClosed } = promiseOf<CloseReason>();
  const link = openLink({
    socket,
    side: options.side ?? 'smsc',
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    pulse,
    handler: {
      onRequest(on, request) {
        requests.push(request);
        for (const { count, resolve } of counted) if (requests.length >= count) resolve();
        options.onRequest?.(on, request);
      },
      onNotice: (_, notice) => void notices.push(notice),
      onClose(on, reason) {
        setClosed(reason);
        options.onClose?.(on, reason);
      },
    },
    watch: {
      onStray(on, stray) {
        strays.push(stray);
        options.onStray?.(on, stray);
      },
      ...(options.onPdu && { onPdu: options.onPdu }),
    },
    onError: (error, what) => void errors.push(`${what}: ${error}`),
  });
  const came = (count: number) =>
    new Promise<void>((resolve) => (requests.length >= count ? resolve() : counted.push({ count, resolve })));
  return { link, socket, requests, notices, strays, errors, closed, came };
}

/** A promise and what resolves it. */
export function promiseOf<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** Listens on a free port of loopback. Both ends of every connection are destroyed at the end of the test. */
export interface Listener {
  readonly port: number;
  accept(): Promise<Socket>;
  close(): Promise<void>;
}

export async function listen(): Promise<Listener> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => void sockets.add(socket));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    accept: async () => ((await once(server, 'connection')) as [Socket])[0],
    async close() {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), 'close');
    },
  };
}

export interface Scene extends End {
  readonly peer: RawPeer;
  readonly pulse: MovedPulse;
}

/** One of our links with a raw peer at the other end. */
export async function openScene(listener: Listener, options: EndOptions = {}): Promise<Scene> {
  const pulse = movedPulse();
  const accepted = listener.accept();
  const peer = await connectRaw(listener.port);
  return { ...openEnd(await accepted, options.pulse ?? pulse, options), peer, pulse };
}

/** The same, bound. */
export async function openBound(
  listener: Listener,
  options: EndOptions = {},
  state: BoundState = 'bound_trx',
): Promise<Scene> {
  const scene = await openScene(listener, options);
  scene.link.bound(state);
  return scene;
}

/** Two of our links, an ESME's and an SMSC's, bound to each other. */
export async function openPair(
  listener: Listener,
  options: { readonly esme?: EndOptions; readonly smsc?: EndOptions } = {},
): Promise<{ readonly esme: End; readonly smsc: End; readonly pulse: MovedPulse; readonly socket: Socket }> {
  const pulse = movedPulse();
  const accepted = listener.accept();
  const socket = connect(listener.port, '127.0.0.1');
  await once(socket, 'connect');
  const smsc = openEnd(await accepted, pulse, { ...options.smsc, side: 'smsc' });
  const esme = openEnd(socket, pulse, { ...options.esme, side: 'esme' });
  for (const { link } of [smsc, esme]) link.bound('bound_trx');
  return { esme, smsc, pulse, socket };
}
