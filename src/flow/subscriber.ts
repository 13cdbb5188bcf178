/** What the operator knows of a number: read and changed. */
import { changeProfile, type ProfilePatch } from '../bonus/profile.ts';
import type { Core } from '../bonus/types.ts';
import { HOME_ZONE } from '../session/voice.ts';
import type { Call, ProfileChange, Result, SubscriberView } from './api.ts';
import { isoTime } from './clock.ts';
import type { FlowDeps } from './deps.ts';
import { followed } from './follow.ts';
import { phoneLanguage } from './networkTexts.ts';
import { msisdnOf } from './numbers.ts';
import { once } from './once.ts';
import type { Plan } from './plan.ts';
import { languagesOf, readProfile } from './profileFields.ts';
import { isElsewhere } from './remote/elsewhere.ts';
import { profileRecords, tellingCores, withMembershipsElsewhere } from './remote/subscribers.ts';
import { ok } from './results.ts';
import { sessionView } from './sessions.ts';
import { refusalOf } from './shapes/mistakes.ts';
import { coreContext } from './stepContext.ts';
import { transact } from './transact.ts';
import { isLive } from './ussdAnswer.ts';
import type { View } from './view.ts';

/** @returns the view, of a number nobody has heard of as well */
export async function subscriber(deps: FlowDeps, call: Call, rawMsisdn: string): Promise<Result<SubscriberView>> {
  const number = msisdnOf(rawMsisdn, 'msisdn');
  if (!number.ok) return number;
  const seen = await transact(deps, call.world, number.value, (view) => ({ result: subscriberView(deps, view) }));
  return ok(deps.remote === null ? seen : await withMembershipsElsewhere(deps, call, seen));
}

/** Changes the fields that are given; null takes a value back. Another owner costs the points (programs.md §1). */
export async function putSubscriber(
  deps: FlowDeps,
  call: Call,
  rawMsisdn: string,
  change: ProfileChange,
): Promise<Result<SubscriberView>> {
  const number = msisdnOf(rawMsisdn, 'msisdn');
  if (!number.ok) return number;
  const { patch, mistakes } = readProfile(languagesOf(deps.definitions()), change);
  const wrong = refusalOf(mistakes);
  if (wrong !== null) return { ok: false, problem: wrong };
  const request = call.idempotency?.key ?? deps.random.id();
  const step = (view: View) => changed(deps, view, patch, request);
  if (deps.remote === null) return once(deps, call, number.value, step);
  const id = deps.random.id();
  const records = profileRecords(deps);
  const told = (view: View) => tellingCores(deps, call, view, { change, id }, step(view));
  const done = await followed<Result<SubscriberView>>(
    (each) => once(deps, call, number.value, each, { records }),
    told,
  );
  return done.ok ? ok(await withMembershipsElsewhere(deps, call, done.value)) : done;
}

function changed(deps: FlowDeps, view: View, patch: ProfilePatch, request: string): Plan<Result<SubscriberView>> {
  const here = [...view.definitions.programs.values()].filter((program) => !isElsewhere(deps, program));
  const cores: Core[] = here.map(({ core }) => core);
  const { account, entries } = changeProfile(cores, view.account, patch, coreContext(deps, view, 'api', request));
  const events = () => [{ type: 'subscriber', more: { fields: Object.keys(patch) } }];
  return { result: ok(subscriberView(deps, { ...view, account })), account, entries, events };
}

function subscriberView(deps: FlowDeps, view: View): SubscriberView {
  const { account, session, now } = view;
  const { profile } = account;
  return {
    msisdn: view.msisdn,
    language: phoneLanguage(view),
    timeZone: profile.timeZone ?? HOME_ZONE,
    blocked: profile.blocked ?? false,
    debt: profile.debt ?? 0,
    owner: profile.owner ?? null,
    memberSince: profile.memberSince === undefined ? null : isoTime(profile.memberSince),
    birthday: profile.birthday ?? null,
    memberships: membershipsOf(deps, view),
    session: isLive(session, now) ? sessionView(view.world, view.msisdn, session) : null,
  };
}

function membershipsOf(deps: FlowDeps, view: View): SubscriberView['memberships'] {
  return Object.entries(view.account.programs).flatMap(([program, { status }]) => {
    const core = view.definitions.programs.get(program)?.core;
    if (core === undefined || status === 'left' || isElsewhere(deps, { core })) return [];
    const { data } = core.decide(view.account, { op: 'balance' }, coreContext(deps, view, 'api', '')).outcome;
    return [{ program, status, balance: Number(data.balance ?? 0) }];
  });
}
