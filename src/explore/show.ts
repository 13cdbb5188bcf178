/** What an exploration came to, in words for a terminal. */
import { USSD_CAPACITY } from '../text/size.ts';
import type { Exploration } from './explore.ts';
import type { Counted, Largest, LargestScreen } from './looks.ts';
import type { Finding } from './notes.ts';
import { pathInWords } from './path.ts';
import { showCoverage } from './showCoverage.ts';

/** Whether all is well: nothing found, nothing missed, nothing cut short. */
export function isSound({ findings, coverage, stoppedShort }: Exploration): boolean {
  const { states, transitions } = coverage;
  return findings.length + states.missed.length + transitions.missed.length === 0 && !stoppedShort;
}

/** Some lines: how far it came, the largest of what was shown, what is wrong. Ends with a line feed. */
export function showExploration(exploration: Exploration): string {
  const { steps, places, stoppedShort, coverage, largest, findings } = exploration;
  return [
    showCoverage([coverage]).trimEnd(),
    `  ${steps} steps, ${places} places${stoppedShort ? '; stopped short at the limit, more may be reached (--limit)' : ''}`,
    ...largestInWords(largest).map((line) => `  ${line}`),
    ...findings.flatMap(findingInWords),
    '',
  ].join('\n');
}

function largestInWords({ screens, pages, smsParts }: Largest): string[] {
  return [
    ...Object.values(screens).map(screenInWords),
    ...countedInWords('most pages', pages),
    ...countedInWords('most parts of an SMS', smsParts),
  ];
}

function screenInWords({ units, alphabet, state, language, figures }: LargestScreen): string {
  const name = alphabet === 'gsm7' ? 'GSM-7' : 'UCS2';
  return `longest screen in ${name}: ${units} of ${USSD_CAPACITY[alphabet]} units, at ${state} (${language}; figures: ${figures})`;
}

function countedInWords(what: string, counted: Counted | null): string[] {
  if (counted === null) return [];
  const { count, state, language, figures } = counted;
  return [`${what}: ${count}, at ${state} (${language}; figures: ${figures})`];
}

function findingInWords({ kind, state, language, figures, message, path }: Finding): string[] {
  return [
    `  ${kind} at ${state} (${language}; figures: ${figures}): ${message}`,
    `    way there: ${pathInWords(path)}`,
  ];
}
