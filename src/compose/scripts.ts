/** What the command line needs to test scripts: definitions, and the wires that `--via` may name. */
import type { LoadedServices, ScriptTools } from '../cli/deps.ts';
import { coverage } from '../explore/coverage.ts';
import { showCoverage } from '../explore/showCoverage.ts';
import { loadDefinitions } from '../files/liveDefinitions.ts';
import type { Definitions } from '../flow/deps.ts';
import type { ServiceFacts } from '../script/language/read.ts';
import type { Wire } from '../script/wire.ts';
import type { Service } from '../session/types.ts';

/** Besides what `--via` says. */
interface Setup {
  readonly definitions: Definitions;
  readonly seed: string;
}

type Opener = (via: string, setup: Setup) => Promise<Wire>;

const http: Opener = async (via) => (await import('../script/wires/http.ts')).httpWire(via);
const smpp: Opener = async (via) => (await import('../script/wires/smpp/wire.ts')).smppWire(via);

/** By the scheme of `--via`. A wire is loaded by those who use it. */
const WIRES: Readonly<Record<string, Opener>> = {
  local: async (_via, setup) => (await import('./localWire.ts')).openLocalWire(setup),
  http,
  https: http,
  smpp,
  smpps: smpp,
  callback: async (via) => (await import('../script/wires/callback.ts')).callbackWire(via),
};

export const scriptTools: ScriptTools = {
  schemes: Object.keys(WIRES),
  load: async (folder) => loadedOf(await loadDefinitions(folder)),
};

function loadedOf(definitions: Definitions): LoadedServices {
  const services = [...definitions.services.values()];
  return {
    facts: services.map(factsOf),
    openWire: (via, seed) => openWire(via, { definitions, seed }),
    coverage: (events) => showCoverage(coverage(services, events)),
  };
}

function openWire(via: string, setup: Setup): Promise<Wire> {
  const opener = WIRES[via.split(':', 1)[0] ?? ''];
  if (opener === undefined) throw new Error(`There is no way to ${via}.`);
  return opener(via, setup);
}

/** What scripts take of a service: the first of its short codes, and its program. */
export function factsOf({ id, core, sms }: Service): ServiceFacts {
  return { id, program: core?.program ?? null, shortCode: sms[0]?.shortCode ?? null };
}
