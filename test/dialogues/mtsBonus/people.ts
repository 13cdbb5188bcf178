/** The subscribers of the dialogues, and moments of their lives. */
import type { ClockChange } from '../../../src/flow/api.ts';

/** Acts unless somebody else is named. */
export const ANNA = '79161234567';
export const BORIS = '79167654321';
export const VERA = '79031112233';

/** Moscow time; until 2011 the offset was another, so nothing here is older. */
export function moscow(local: string): string {
  return `${local}+03:00`;
}

/** Sets the world clock to a moment of Moscow. */
export function at(local: string): { readonly clock: ClockChange } {
  return { clock: { set: moscow(local) } };
}

/** Moves the world clock on. */
export function after(duration: string): { readonly clock: ClockChange } {
  return { clock: { advance: duration } };
}
