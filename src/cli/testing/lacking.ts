/** Scripts that need what the wire cannot do: said before any runs. Pure. */
import type { Script } from '../../script/language/script.ts';
import { showPlace } from '../../script/report/failure.ts';
import { lacksOf } from '../../script/run/needs.ts';
import type { Ability, Wire } from '../../script/wire.ts';
import { inOneLine } from '../failures.ts';

const WORDS: Readonly<Record<Ability, string>> = {
  control: 'points, profiles, faults or the clock',
  sms: 'SMS',
  hangup: 'hanging up',
  push: 'pushes from the network',
  words: 'reasons of refusals',
  figures: 'figures of refusals',
};

export interface Parted {
  readonly possible: readonly Script[];
  /** A line for each of the others: where it is, and what it needs. */
  readonly impossible: readonly string[];
}

/** Parts the scripts that a wire can play from the others. */
export function partByAbility(scripts: readonly Script[], wire: Pick<Wire, 'abilities'>): Parted {
  const impossible = scripts.flatMap((script) => {
    const lacks = lacksOf(script, wire);
    if (lacks.length === 0) return [];
    return `${inOneLine(`${showPlace(script.place)}: ${script.name}`)}: needs ${lacks.map((ability) => WORDS[ability]).join(', ')}`;
  });
  return { possible: scripts.filter((script) => lacksOf(script, wire).length === 0), impossible };
}
