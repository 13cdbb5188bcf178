/** What the command line is given: the gateway to start, the definitions to check, and the process it runs in. */
import type { AuditReport } from '../flow/api.ts';
import type { Issue } from './failures.ts';
import type { SectionChecks } from './options/option.ts';

/** Where SMPP listens, and what the config file says about it (checked by `CliDeps.sections`). */
export interface SmppListening {
  readonly host: string;
  /** Port 0 picks a free one; null: not without TLS. */
  readonly port: number | null;
  readonly tls: { readonly port: number; readonly cert: Buffer; readonly key: Buffer } | null;
  readonly section: unknown;
}

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
  /** HTTP applications behind codes. */
  readonly routes: readonly { readonly code: string; readonly url: URL }[];
  /** Null: no SMPP at all. */
  readonly smpp: SmppListening | null;
}

export interface RunningGateway {
  readonly httpUrl: string | null;
  /** `host:port`, or null where SMPP is off. */
  readonly smpp: string | null;
  /** `host:port` of SMPP over TLS, or null. */
  readonly smpps: string | null;
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
  /** Checks what stands in a section of the config file. */
  readonly sections: SectionChecks;
  /** The folder of the services that come with Starhash. */
  readonly sessions: string;
  readonly version: string;
  readonly process: Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr' | 'env' | 'on' | 'off' | 'exit'>;
}
