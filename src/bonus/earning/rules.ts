/** How events earn points: one building block for each rule of the program's file. */
import type { EarningRule } from '../programFile.ts';
import type { Block } from './block.ts';
import { byValue } from './byValue.ts';
import { byYears } from './byYears.ts';
import { claim } from './claim.ts';
import { fixed } from './fixed.ts';
import { rate } from './rate.ts';
import { stated } from './stated.ts';

const BLOCKS: { readonly [Name in EarningRule['rule']]: Block<Extract<EarningRule, { rule: Name }>> } = {
  rate,
  fixed,
  'by-years': byYears,
  'by-value': byValue,
  stated,
  claim,
};

/** The building block of a rule. */
export function blockOf(rule: EarningRule): Block<EarningRule> {
  return BLOCKS[rule.rule] as Block<EarningRule>;
}
