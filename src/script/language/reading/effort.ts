/** How much there is to read in a file, what is repeated counted each time: a few lines can ask for more than any machine has. */
import type { Path } from '../../../yaml/path.ts';
import { type Effort, type Reading, tell } from './reading.ts';

/** All scripts of a file together, their loops, fragments and rows unfolded. */
const MOST = 50_000_000;
/** Mistakes after which nothing more is unfolded: loops could tell the same one for ever. */
const MOST_TOLD = 1_000;
/** What any value costs besides its characters. */
export const COST_OF_VALUE = 100;

/** A new one for each file. */
export function fullEffort(): Effort {
  return { left: MOST };
}

/** Takes the effort of reading something; false = there is none left for it, which is told once. */
export function affords(reading: Reading, path: Path, characters: number): boolean {
  const { effort } = reading;
  const could = effort.left >= 0;
  effort.left -= characters;
  if (could && effort.left < 0)
    tell(
      reading,
      path,
      'here the file grows too large, all its repetitions counted',
      'repeat less, or split the file up',
    );
  return effort.left >= 0;
}

/** Whether to unfold nothing more: the effort is spent, or enough is told. */
export function isExhausted({ effort, issues }: Reading): boolean {
  return effort.left < 0 || issues.length >= MOST_TOLD;
}
