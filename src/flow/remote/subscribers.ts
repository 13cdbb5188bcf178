/** What cores elsewhere know of a number: they are told what the operator knows, and asked for the memberships that they keep. */
import type { Call, ProfileChange, Result, SubscriberView } from '../api.ts';
import type { FlowDeps } from '../deps.ts';
import type { Follow, FollowedPlan } from '../follow.ts';
import type { Plan } from '../plan.ts';
import type { View } from '../view.ts';
import { placeOf, soon } from './asking.ts';
import { boardOf } from './board.ts';
import { driverOf } from './drivers.ts';
import { type Pending, pendingRecord } from './pending.ts';
import { readElsewhere } from './reads.ts';

interface Change {
  readonly change: ProfileChange;
  /** Id of the request: the key at the cores. */
  readonly request: string;
}

/** The plan that changes a subscriber here, with what makes every core hear of it: at once, or as soon as it answers. */
export function tellingCores(
  deps: FlowDeps,
  { world, wire }: Call,
  view: View,
  { change, request }: Change,
  plan: Plan<Result<SubscriberView>>,
): FollowedPlan<Result<SubscriberView>> {
  const told = [...boardOf(deps).cores.keys()].map((program): Pending => {
    const work = { kind: 'profile', id: `${program}.${request}`, change } as const;
    const { now: begunAt } = view;
    return { program, work, wire, answers: {}, begunAt, askedAt: deps.machineTime() };
  });
  const places = told.map((pending) => placeOf({ world: { id: world }, msisdn: view.msisdn }, pending));
  const follow: Follow<Result<SubscriberView>> = {
    async run(result) {
      const drivers = told.map((pending, index) => driverOf(deps, places[index] as (typeof places)[number], pending));
      await Promise.all(drivers.map(({ ended }, index) => soon(deps, told[index]?.program ?? '', ended)));
      return result;
    },
  };
  const records = told.map((pending, index) => pendingRecord(places[index]?.key ?? '', null, pending));
  return { ...plan, records: [...(plan.records ?? []), ...records], follow };
}

/** The view with the memberships that are kept elsewhere. @throws CoreFailed where a core does not say */
export async function withMembershipsElsewhere(
  deps: FlowDeps,
  call: Call,
  view: SubscriberView,
): Promise<SubscriberView> {
  const programs = [...boardOf(deps).cores.keys()];
  const elsewhere = await Promise.all(
    programs.map((program) =>
      readElsewhere(deps, call, program, view.msisdn, (core, subject) => core.memberships(subject)),
    ),
  );
  return { ...view, memberships: [...view.memberships, ...elsewhere.flat()] };
}
