/** What cores elsewhere know of a number: they are told what the operator knows, and asked for the memberships that they keep. */
import type { Call, ProfileChange, Result, SubscriberView } from '../api.ts';
import { CoreFailed } from '../coreFailed.ts';
import type { FlowDeps } from '../deps.ts';
import type { Follow, FollowedPlan } from '../follow.ts';
import type { Plan } from '../plan.ts';
import type { View } from '../view.ts';
import { beginning, soon } from './asking.ts';
import { boardOf } from './board.ts';
import { driverOf } from './drivers.ts';
import { profileKey, type Telling, toldLater } from './profiles.ts';
import { readElsewhere } from './reads.ts';

/** The records that `tellingCores` reads. */
export function profileRecords({ remote }: Pick<FlowDeps, 'remote'>): readonly string[] {
  return [...boardOf({ remote }).cores.keys()].map(profileKey);
}

interface Change {
  readonly change: ProfileChange;
  /** Unique. */
  readonly id: string;
}

/** The plan that changes a subscriber here, with what makes every core hear of it: at once, or as soon as it answers. */
export function tellingCores(
  deps: FlowDeps,
  { wire }: Call,
  view: View,
  { change, id }: Change,
  plan: Plan<Result<SubscriberView>>,
): FollowedPlan<Result<SubscriberView>> {
  const programs = [...boardOf(deps).cores.keys()];
  const seen = view.records.slice(-programs.length);
  const begun = { wire, ...beginning(view.now, deps.machineTime()) };
  const tellings = programs.map((program, index) =>
    toldLater(program, seen[index] ?? null, begun, { id: `${program}.${id}`, change }),
  );
  const records = [...(plan.records ?? []), ...tellings.map(({ record }) => record)];
  return { ...plan, records, follow: heardOf(deps, view, tellings) };
}

/** The caller waits until the cores have heard of it, for as long as a phone would. */
function heardOf<T>(deps: FlowDeps, { world, msisdn }: View, tellings: readonly Telling[]): Follow<T> {
  return {
    async run(result) {
      const hears = ({ program, pending, record: { key } }: Telling) =>
        soon(deps, program, driverOf(deps, { world: world.id, msisdn, key }, pending).ended);
      await Promise.all(tellings.map(hears));
      return result;
    },
  };
}

/** The view with the memberships that are kept elsewhere, and the programs whose cores do not say. */
export async function withMembershipsElsewhere(
  deps: FlowDeps,
  call: Call,
  view: SubscriberView,
): Promise<SubscriberView> {
  const programs = [...boardOf(deps).cores.keys()];
  const elsewhere = await Promise.all(programs.map((program) => membershipsAt(deps, call, program, view.msisdn)));
  const unknown = programs.filter((_, index) => elsewhere[index] === null);
  const memberships = [...view.memberships, ...elsewhere.flatMap((known) => known ?? [])];
  return { ...view, memberships, ...(unknown.length === 0 ? {} : { unknown }) };
}

/** Null where the core does not say. */
async function membershipsAt(deps: FlowDeps, call: Call, program: string, msisdn: string) {
  try {
    return await readElsewhere(deps, call, program, msisdn, (core, subject) => core.memberships(subject));
  } catch (error) {
    if (error instanceof CoreFailed) return null;
    throw error;
  }
}
