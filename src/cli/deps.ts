/** What the command line is given: the gateway to start, the definitions to check, and the process it runs in. */
import type { AuditReport } from '../flow/api.ts';
import type { Issue } from './failures.ts';

export interface GatewayConfig {
  /** Port 0 picks a free one; null: no HTTP at all. */
  readonly http: { readonly port: number; readonly host: string } | null;
  readonly redis?: string;
  readonly data: string;
  readonly sessions: string;
  /** ISO 8601 with offset: where the world clock starts. */
  readonly clock?: string;
  readonly logLevel?: string;
  readonly allowHosts?: readonly string[];
}

export interface RunningGateway {
  readonly httpUrl: string | null;
  /** `host:port`, or null where SMPP is off. */
  readonly smpp: string | null;
  readonly store: string;
  close(): Promise<void>;
}

export interface LintReport {
  readonly services: readonly string[];
  readonly issues: readonly Issue[];
}

export interface CliDeps {
  /** Starts a gateway. Rejects with an error of one clear sentence, or with one that carries `issues`. */
  open(config: GatewayConfig): Promise<RunningGateway>;
  /** Replays the journals of a store. Rejects with one clear sentence. */
  audit(config: Pick<GatewayConfig, 'redis' | 'data'>): Promise<AuditReport>;
  /** Loads the definitions under these folders. */
  lint(folders: readonly string[]): Promise<LintReport>;
  /** The folder of the services that come with Starhash. */
  readonly sessions: string;
  readonly version: string;
  readonly process: Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr' | 'env' | 'on' | 'off' | 'exit'>;
}
