/** The options of `starhash test`, checked. */
import { durationMs } from '../../script/language/values/duration.ts';
import { withoutPasswords } from '../../text/maskPassword.ts';
import { existingFolder } from '../config.ts';
import type { CliDeps } from '../deps.ts';
import { WrongUse } from '../failures.ts';
import type { Input, Settings } from '../options/settings.ts';
import { didYouMean } from '../suggest.ts';
import type { Wanted } from './selection.ts';

export interface TestOptions {
  readonly paths: readonly string[];
  /** Folder of the definitions of scripts beside none. */
  readonly sessions: string;
  readonly via: string;
  readonly wanted: Wanted;
  readonly possibleOnly: boolean;
  readonly jobs: number | null;
  readonly bail: boolean;
  /** ms */
  readonly timeout: number;
  readonly seed: string;
  /** What was typed of the options that decide how a script comes out, besides --via: to type it again. */
  readonly given: readonly string[];
  readonly reporter: Reporter;
  readonly output: string | null;
  readonly coverage: boolean;
  readonly update: boolean;
  readonly watch: boolean;
}

/** What plays a script in another way. */
const REPEATED = ['sessions', 'random', 'timeout'] as const;

const REPORTERS = ['pretty', 'junit'] as const;
export type Reporter = (typeof REPORTERS)[number];

/** More would only wait for each other. */
const MOST_JOBS = 256;
/** ms */
const LONGEST = 3_600_000;

type Complain = (sentence: string) => void;

/** Reads them. Throws WrongUse with all complaints at once. */
export function testOptions({ settings, positionals }: Input, deps: CliDeps, schemes: readonly string[]): TestOptions {
  const complaints: string[] = [];
  const complain: Complain = (sentence) => complaints.push(sentence);
  const sessions = existingFolder(settings.text('sessions') ?? deps.sessions);
  const options: TestOptions = {
    paths: positionals.length === 0 ? [sessions] : positionals,
    sessions,
    via: readVia(settings.text('via') ?? 'local', schemes, complain),
    wanted: { grep: readGrep(settings, complain), tags: settings.list('tag') },
    possibleOnly: settings.flag('possible'),
    jobs: readJobs(settings, complain),
    bail: settings.flag('bail'),
    timeout: readTimeout(settings.text('timeout') ?? '', complain),
    seed: settings.text('random') ?? '',
    given: REPEATED.flatMap((name) => (settings.typed(name) ? [`--${name}`, settings.text(name) ?? ''] : [])),
    reporter: readReporter(settings.text('reporter') ?? '', complain),
    output: settings.text('output') ?? null,
    coverage: settings.flag('coverage'),
    update: settings.flag('update'),
    watch: settings.flag('watch'),
  };
  if (complaints.length > 0) throw new WrongUse(...complaints);
  return options;
}

function readVia(via: string, schemes: readonly string[], complain: Complain): string {
  const scheme = via.split(':', 1)[0] ?? '';
  if (!schemes.includes(scheme) || (scheme === 'local' && via !== 'local')) {
    complain(
      `--via takes ${schemes.map((each) => (each === 'local' ? each : `${each}:…`)).join(', ')}; not "${withoutPasswords(via)}".`,
    );
  }
  return via;
}

function readGrep(settings: Settings, complain: Complain): RegExp | null {
  const pattern = settings.text('grep');
  if (pattern === undefined) return null;
  try {
    return new RegExp(pattern, 'iu');
  } catch {
    complain(`--grep takes a regular expression, not "${pattern}".`);
    return null;
  }
}

function readJobs(settings: Settings, complain: Complain): number | null {
  const jobs = settings.text('jobs');
  if (jobs === undefined) return null;
  const isFine = /^\d{1,3}$/.test(jobs) && Number(jobs) >= 1 && Number(jobs) <= MOST_JOBS;
  if (!isFine) complain(`--jobs takes a number from 1 to ${MOST_JOBS}, not "${jobs}".`);
  return Number(jobs);
}

function readTimeout(text: string, complain: Complain): number {
  const ms = durationMs(text) ?? 0;
  if (ms < 1 || ms > LONGEST) complain(`--timeout takes a time up to 1h, such as 30s, not "${text}".`);
  return ms;
}

function readReporter(name: string, complain: Complain): Reporter {
  const reporter = REPORTERS.find((each) => each === name);
  if (reporter === undefined)
    complain(`--reporter takes pretty or junit, not "${name}".${didYouMean(name, REPORTERS)}`);
  return reporter ?? 'pretty';
}
