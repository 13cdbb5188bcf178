/** What the command line is given: the gateway to start, the definitions to check, and the process it runs in. */
import type { AuditReport, GatewayEvent } from '../flow/api.ts';
import type { ServiceFacts } from '../script/language/read.ts';
import type { Wire } from '../script/wire.ts';
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
  /** File of the subscribers with whom the main world begins. */
  readonly seed?: string;
  readonly logLevel?: string;
  readonly allowHosts?: readonly string[];
  /** HTTP applications behind codes. */
  readonly routes: readonly { readonly code: string; readonly url: URL }[];
  /** Programs whose bonus cores run elsewhere. */
  readonly cores?: readonly { readonly program: string; readonly url: URL }[];
  /** How long a phone waits for such a core, ms. */
  readonly corePatience?: number;
  /** Null: no SMPP at all. */
  readonly smpp: SmppListening | null;
}

/** A bonus core for gateways elsewhere. */
export interface CoreConfig {
  /** Port 0 picks a free one. */
  readonly http: { readonly port: number; readonly host: string };
  readonly redis?: string;
  readonly data: string;
  readonly sessions: string;
  /** Where the main world's clock starts, epoch ms; null = now. */
  readonly startAt: number | null;
  /** The gateway that hears what falls due. */
  readonly notify?: URL;
  readonly logLevel?: string;
  readonly allowHosts?: readonly string[];
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
  /** How many files of session scripts. */
  readonly scripts: number;
  /** Mistakes: what has one cannot be used. */
  readonly issues: readonly Issue[];
  /** What can be used and is hardly meant. */
  readonly warnings: readonly Issue[];
}

/** What walking the machine of a service came to. */
export interface Explored {
  /** Nothing was found, nothing missed, nothing cut short. */
  readonly sound: boolean;
  /** For a terminal; ends with a line feed. */
  readonly words: string;
  /** For JSON. */
  readonly report: object;
  /** A session script for each path that goes wrong. */
  readonly scripts: readonly { readonly name: string; readonly text: string }[];
}

export type DrawingFormat = 'mermaid' | 'svg';

export interface Drawing {
  readonly service: string;
  readonly text: string;
}

/** Looking into machines without running them. Both reject with an error that carries `issues`, or a sentence about a folder. */
export interface MachineTools {
  /** @param limit of steps for each service; absent = the usual one */
  explore(folders: readonly string[], limit: number | undefined): Promise<readonly Explored[]>;
  draw(folders: readonly string[], format: DrawingFormat): Promise<readonly Drawing[]>;
}

/** The services of a folder, as far as scripts are concerned. */
export interface LoadedServices {
  readonly facts: readonly ServiceFacts[];
  /** Opens what `--via` says; its scheme must be one of `schemes`. `seed` chooses codes and ids in this process. Throws a WireTrouble. */
  openWire(via: string, seed: string): Promise<Wire>;
  /** Which states and transitions these events reached, in words. */
  coverage(events: readonly GatewayEvent[]): string;
}

/** What testing scripts needs of the rest of the program. */
export interface ScriptTools {
  readonly schemes: readonly string[];
  /** Rejects with an error that carries `issues`, or with a sentence about the folder. */
  load(folder: string): Promise<LoadedServices>;
}

export interface CodeInUse {
  /** As it is written in the definition. */
  readonly code: string;
  readonly service: string;
}

/** Codes that services have by their definitions, those with mistakes among them. */
export interface CodesInUse {
  readonly ussd: readonly CodeInUse[];
  readonly shortCodes: readonly CodeInUse[];
}

export interface CliDeps {
  /** Starts a gateway. Rejects with an error of one clear sentence, or with one that carries `issues`. */
  open(config: GatewayConfig): Promise<RunningGateway>;
  /** Starts a bonus core. Rejects alike. */
  openCore(config: CoreConfig): Promise<Pick<RunningGateway, 'httpUrl' | 'store' | 'close'>>;
  /** Replays the journals of a store. Rejects with one clear sentence. */
  audit(config: Pick<GatewayConfig, 'redis' | 'data'>): Promise<AuditReport>;
  /** Checks the definitions and scripts under these folders. */
  lint(folders: readonly string[]): Promise<LintReport>;
  /** The codes of the services in a folder. Rejects with one clear sentence. */
  codesIn(folder: string): Promise<CodesInUse>;
  /** Loads what looking into machines needs. */
  machines(): Promise<MachineTools>;
  /** Loads what testing scripts needs. */
  scriptTools(): Promise<ScriptTools>;
  /** Checks what stands in a section of the config file. */
  readonly sections: SectionChecks;
  /** The folder of the services that come with Starhash. */
  readonly sessions: string;
  readonly version: string;
  readonly process: Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr' | 'env' | 'on' | 'off' | 'exit'>;
}
