/** Starts a gateway and says in plain words why one did not start. */
import type { CliDeps, GatewayConfig, RunningGateway } from './deps.ts';
import { Failure } from './failures.ts';

/** Starts a gateway. A port that cannot be had becomes a Failure that names the way out; the rest is passed on. */
export async function openGateway(config: GatewayConfig, deps: CliDeps): Promise<RunningGateway> {
  try {
    return await deps.open(config);
  } catch (error) {
    const { code, port } = systemErrorOf(error);
    const listener = listenersOf(config).find((each) => each.port === port);
    const reason = listener === undefined ? null : portTrouble(code, listener);
    throw reason === null ? error : new Failure(reason);
  }
}

interface Listener {
  readonly option: string;
  readonly host: string;
  readonly port: number | null;
  /** Other values of the option that help. */
  readonly way: string;
}

function listenersOf({ http, smpp }: GatewayConfig): readonly Listener[] {
  return [
    ...(http === null ? [] : [{ option: '--http', ...http, way: '0 picks a free one' }]),
    ...(smpp === null ? [] : [{ option: '--smpp', ...smpp, way: '0 picks a free one, off closes it' }]),
    ...(smpp?.tls ? [{ option: '--smpps', ...smpp.tls, host: smpp.host, way: '0 picks a free one' }] : []),
  ];
}

function portTrouble(code: string, { option, host, port, way }: Listener): string | null {
  if (code === 'EADDRINUSE') {
    return `port ${port} of ${host} is taken. Stop what listens there, or choose another port with ${option} (${way}).`;
  }
  if (code === 'EACCES') return `port ${port} may not be opened by this user. Choose one above 1023 with ${option}.`;
  if (code === 'EADDRNOTAVAIL') return `this machine has no address ${host}. Choose another one with --host.`;
  return null;
}

/** The error of `listen` that lies behind. */
function systemErrorOf(error: unknown): { readonly code: string; readonly port: number | null } {
  const { code, port, cause } = (error ?? {}) as { code?: unknown; port?: unknown; cause?: unknown };
  if (typeof code === 'string') return { code, port: typeof port === 'number' ? port : null };
  return cause === undefined ? { code: '', port: null } : systemErrorOf(cause);
}
