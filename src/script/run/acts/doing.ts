/** How a verb is carried out. */
import type { Act, Verb } from '../../language/script.ts';
import type { Acted, Stage } from '../stage.ts';

export type Doing<V extends Verb> = (
  stage: Stage,
  act: Extract<Act, { readonly verb: V }>,
  msisdn: string,
) => Promise<Acted>;
