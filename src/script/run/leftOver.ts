/** What a strict script must not leave behind: SMS that nobody looked at, and a balance that its journal does not sum up to. */
import type { Place } from '../../yaml/issue.ts';
import type { Phone, Script } from '../language/script.ts';
import type { Facts, Office, Reply } from '../wire.ts';
import { finding } from './expect/finding.ts';
import { isNoMember } from './expect/points.ts';
import { checkNoSms, checkSeen } from './expect/sms.ts';
import type { Finding } from './result.ts';
import type { Stage } from './stage.ts';

/** Looks at every phone when all steps are done. Throws a WireTrouble. */
export async function checkLeftOver({ script, scene, readsSms }: Stage): Promise<readonly Finding[]> {
  if (!script.strict) return [];
  const programs = programsOf(script);
  const found: (Finding | null)[] = [];
  for (const phone of script.given.phones) {
    if (readsSms) found.push(checkNoSms(script.place, await scene.inbox(phone.msisdn, 0)));
    found.push(checkSeen(script.place, scene.unseen?.(phone.msisdn) ?? null));
    for (const program of programs) {
      if (scene.office !== null) found.push(await checkBooks(script, scene.office, phone, program));
    }
  }
  return found.filter((each) => each !== null);
}

/** Those that the script speaks of. */
function programsOf({ given, steps }: Script): readonly string[] {
  const inGiven = given.phones.flatMap(({ points }) => Object.keys(points));
  const inSteps = steps.flatMap(({ act, expect }) => [
    ...('program' in act ? [act.program] : []),
    ...Object.keys(expect.balance?.value ?? {}),
  ]);
  return [...new Set([...inGiven, ...inSteps])];
}

async function checkBooks(
  { place }: Script,
  office: Office,
  { name, msisdn }: Phone,
  program: string,
): Promise<Finding | null> {
  const [account, journal] = [await office.bonus(program, msisdn), await office.journal(program, msisdn)];
  const refused = [account, journal].find((reply) => !reply.ok && !isNoMember(reply));
  if (refused !== undefined) return unreadable(place, name, program, refused);
  const balance = account.ok ? Number(account.value.balance) : 0;
  const sum = journal.ok ? journal.value.reduce((total, entry) => total + pointsIn(entry), 0) : 0;
  if (balance === sum) return null;
  return finding(place, `The journal of ${name} does not sum up to the balance in ${program}.`, `${sum}`, `${balance}`);
}

function unreadable(place: Place, name: string, program: string, reply: Reply<unknown>): Finding {
  const why = reply.ok ? '' : `refused: ${reply.word}`;
  return finding(
    place,
    `The books of ${name} in ${program} cannot be read.`,
    'a journal that sums up to the balance',
    why,
  );
}

function pointsIn({ postings }: Facts): number {
  const all = (postings ?? []) as readonly { readonly account: string; readonly points: number }[];
  return all.filter(({ account }) => account === 'points').reduce((sum, { points }) => sum + points, 0);
}
