/** Compiles the definitions of all services: the one entrance to this folder. */

import type { Issue } from '../../yaml/issue.ts';
import { sortIssues } from '../../yaml/issue.ts';
import type { Service } from '../types.ts';
import { buildService } from './build.ts';
import { checkCalls, checkVariables } from './checks/calls.ts';
import { checkLoops, checkNotices, checkSilentEnds, checkSmsEnds } from './checks/course.ts';
import { checkEvents } from './checks/events.ts';
import { checkFooters } from './checks/footers.ts';
import { checkInputs } from './checks/inputs.ts';
import { checkNavigationKeys, checkOptionKeys } from './checks/keys.ts';
import { checkKeywords } from './checks/keywords.ts';
import { checkLists } from './checks/lists.ts';
import { checkNearKeywords } from './checks/nearKeywords.ts';
import { checkOneScreen } from './checks/oneScreen.ts';
import { programNameIssues } from './checks/programNames.ts';
import { checkExits, checkReached } from './checks/reach.ts';
import { checkRefusals } from './checks/refusals.ts';
import { routeIssues } from './checks/routes.ts';
import { checkTargets } from './checks/targets.ts';
import { checkArguments, checkParity, checkTextKeys, checkWantedArguments, checkWantedTexts } from './checks/texts.ts';
import { checkUnusedTexts } from './checks/unusedTexts.ts';
import type { Check, Draft } from './draft.ts';
import { type DefinitionFile, groupByFolder, readFolder } from './folder.ts';
import { buildRouter, type Router } from './router.ts';

export interface Compiled {
  /** Those without an issue of their own, in the order of their folders' names. */
  readonly services: readonly Service[];
  readonly router: Router;
  /** All that is wrong, sorted by place; empty = everything can be used. */
  readonly issues: readonly Issue[];
  /** What can be used and is hardly meant, of the services without an issue; sorted by place. */
  readonly warnings: readonly Issue[];
}

const CHECKS: readonly Check[] = [
  checkTargets,
  checkCalls,
  checkEvents,
  checkRefusals,
  checkVariables,
  checkLists,
  checkInputs,
  checkLoops,
  checkSmsEnds,
  checkSilentEnds,
  checkNotices,
  checkOptionKeys,
  checkNavigationKeys,
  checkKeywords,
  checkTextKeys,
  checkWantedTexts,
  checkParity,
  checkArguments,
  checkWantedArguments,
  checkFooters,
  checkOneScreen,
];

/** They look at whole services only: of one with mistakes it cannot be said what is meant. */
const WARNINGS: readonly Check[] = [checkReached, checkExits, checkUnusedTexts, checkNearKeywords];

interface Checked {
  readonly draft: Draft;
  readonly issues: readonly Issue[];
}

function check(folder: ReturnType<typeof groupByFolder>[number], lifecycle?: 'dated'): Checked {
  const { draft, issues } = readFolder(folder, lifecycle);
  return { draft, issues: [...issues, ...CHECKS.flatMap((one) => one(draft))] };
}

/**
 * Compiles the files of any number of services, told apart by their folders. Pure: reads no disk. All issues come at
 * once; a service with an issue is left out, the others can be used.
 * @param lifecycle `dated`: the dates of programs hold, whatever their files say
 */
export function compileServices(files: readonly DefinitionFile[], lifecycle?: 'dated'): Compiled {
  const checked = groupByFolder(files)
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((folder) => check(folder, lifecycle));
  const services = checked.flatMap(({ draft, issues }) => (issues.length === 0 ? [buildService(draft)] : []));
  const drafts = checked.map(({ draft }) => draft);
  const issues = sortIssues([
    ...checked.flatMap((one) => one.issues),
    ...routeIssues(drafts),
    ...programNameIssues(drafts),
  ]);
  const sound = checked.filter((one) => one.issues.length === 0);
  const warnings = sortIssues(sound.flatMap(({ draft }) => WARNINGS.flatMap((one) => one(draft))));
  return { services, router: buildRouter(services), issues, warnings };
}
