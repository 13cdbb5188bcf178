/** The claims of a member and the rules of their kinds. */
import { dayAfter } from '../calendar.ts';
import type { Program } from '../program.ts';
import type { ClaimRule } from '../programFile.ts';
import { patch, type Turn, zoneOf } from '../turn.ts';
import type { Claim } from '../types.ts';
import { pruned } from './states.ts';

/** The rule of a kind of claims; null where the file has lost it. */
export function claimRule({ earning }: Program, kind: string): ClaimRule | null {
  const rule = earning.get(kind);
  return rule?.rule === 'claim' ? rule : null;
}

/** The turn with one of its claims changed. */
export function change(turn: Turn, id: string, how: (claim: Claim) => Claim): Turn {
  const { claims = [] } = turn.membership;
  return patch(turn, { claims: claims.map((one) => (one.id === id ? how(one) : one)) });
}

/** The turn at this instant without the oldest of those claims that are over, where there are more than its program keeps. */
export function prunedIn(turn: Turn, at: number): Turn {
  const { claims = [] } = turn.membership;
  const rules = rulesOf(turn.program);
  const kept = Math.max(0, ...rules.map((rule) => rule.kept));
  const returns = Math.max(0, ...rules.map((rule) => rule.returns));
  const rest = pruned(claims, kept, dayAfter(at, zoneOf(turn), -returns));
  return rest === claims ? turn : patch(turn, { claims: rest });
}

function rulesOf({ earning }: Program): readonly ClaimRule[] {
  return [...earning.values()].filter((rule) => rule.rule === 'claim');
}
