/** What a script holds while it runs. */
import type { Given, Script } from '../language/script.ts';
import { type Facts, type Office, type Reply, type Scene, type Shown, type Wire, WireTrouble } from '../wire.ts';
import type { Deed, Entry } from './result.ts';
import type { Scalar } from './variables.ts';

export interface Stage {
  readonly script: Script;
  readonly scene: Scene;
  /** Whether SMS can be read on this wire. */
  readonly readsSms: boolean;
  /** Each phone's number by its name, and what was captured. */
  readonly variables: Map<string, Scalar>;
  /** What each phone shows, by MSISDN. */
  readonly screens: Map<string, Shown>;
  readonly transcript: Entry[];
  /** Aborted when time has run out: nothing is waited for any more. */
  readonly signal: AbortSignal;
}

/** What an act came to. */
export interface Acted {
  readonly deed: Deed;
  readonly reply: Reply<unknown>;
  /** The screens that came of it, of pages several. */
  readonly screens: readonly Shown[];
  readonly returned: Facts | null;
}

/** A stage on which nothing has happened yet. */
export function stageOf(
  script: Script,
  scene: Scene,
  { abilities }: Pick<Wire, 'abilities'>,
  signal: AbortSignal,
): Stage {
  const variables = new Map<string, Scalar>(script.given.phones.map(({ name, msisdn }) => [name, msisdn]));
  return { script, scene, readsSms: abilities.has('sms'), variables, screens: new Map(), transcript: [], signal };
}

/** The number of the phone that a step calls by this name. */
export function numberOf({ phones }: Given, name: string): string {
  const phone = phones.find((each) => each.name === name);
  if (phone === undefined) throw new Error(`There is no phone "${name}".`);
  return phone.msisdn;
}

/** The office of a scene. Throws a WireTrouble where there is none. */
export function officeOf({ scene }: Pick<Stage, 'scene'>): Office {
  if (scene.office === null) throw new WireTrouble('Nobody looks after points and time on this wire.');
  return scene.office;
}
