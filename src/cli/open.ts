/** Starts a gateway and says in plain words why one did not start. */
import type { CliDeps, GatewayConfig, RunningGateway } from './deps.ts';
import { Failure } from './failures.ts';

/** Starts a gateway. A port that cannot be had becomes a Failure that names the way out; the rest is passed on. */
export async function openGateway(config: GatewayConfig, deps: CliDeps): Promise<RunningGateway> {
  try {
    return await deps.open(config);
  } catch (error) {
    const reason = config.http === null ? null : portTrouble(codeOf(error), config.http.host, config.http.port);
    throw reason === null ? error : new Failure(reason);
  }
}

function portTrouble(code: string, host: string, port: number): string | null {
  if (code === 'EADDRINUSE') {
    return `port ${port} of ${host} is taken. Stop what listens there, or choose another port with --http (0 picks a free one).`;
  }
  if (code === 'EACCES') return `port ${port} may not be opened by this user. Choose one above 1023 with --http.`;
  if (code === 'EADDRNOTAVAIL') return `this machine has no address ${host}. Choose another one with --host.`;
  return null;
}

function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  return cause === undefined ? '' : codeOf(cause);
}
