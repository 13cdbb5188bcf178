/** What the operator knows of a number: read and changed. */
import { isTimeZone } from '../bonus/calendar.ts';
import { changeProfile, type ProfilePatch } from '../bonus/profile.ts';
import type { Core } from '../bonus/types.ts';
import { HOME_ZONE } from '../session/voice.ts';
import type { Call, ProfileChange, Result, SubscriberView } from './api.ts';
import { isoTime, parseInstant } from './clock.ts';
import type { FlowDeps } from './deps.ts';
import { phoneLanguage } from './networkTexts.ts';
import { msisdnOf } from './numbers.ts';
import { once } from './once.ts';
import type { Plan } from './plan.ts';
import { ok, problem } from './results.ts';
import { sessionView } from './sessions.ts';
import { coreContext } from './stepContext.ts';
import { transact } from './transact.ts';
import { isLive } from './ussdAnswer.ts';
import type { View } from './view.ts';

/** @returns the view, of a number nobody has heard of as well */
export async function subscriber(deps: FlowDeps, call: Call, rawMsisdn: string): Promise<Result<SubscriberView>> {
  const number = msisdnOf(rawMsisdn, 'msisdn');
  if (!number.ok) return number;
  return transact(deps, call.world, number.value, (view) => ({ result: ok(subscriberView(deps, view)) }));
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
  const patch = patchOf(deps, change);
  if (!patch.ok) return patch;
  const request = call.idempotency?.key ?? deps.random.id();
  return once(deps, call, number.value, (view) => changed(deps, view, patch.value, request));
}

function changed(deps: FlowDeps, view: View, patch: ProfilePatch, request: string): Plan<Result<SubscriberView>> {
  const cores: Core[] = [...view.definitions.programs.values()].map(({ core }) => core);
  const { account, entries } = changeProfile(cores, view.account, patch, coreContext(deps, view, 'api', request));
  const events = () => [{ type: 'subscriber', more: { fields: Object.keys(patch) } }];
  return { result: ok(subscriberView(deps, { ...view, account })), account, entries, events };
}

/** Checks what a schema cannot: that languages and zones exist and instants are instants. */
function patchOf(deps: FlowDeps, change: ProfileChange): Result<ProfilePatch> {
  const { language, timeZone, memberSince, ...rest } = change;
  const languages = [...new Set([...deps.definitions().services.values()].flatMap((service) => service.languages))];
  if (language != null && !languages.includes(language)) {
    return problem('bad-value', `language must be one of ${languages.join(', ')}.`, { field: 'language' });
  }
  if (timeZone != null && !isTimeZone(timeZone)) {
    return problem('bad-value', 'timeZone must be a name such as Europe/Moscow.', { field: 'timeZone' });
  }
  if (change.debt != null && change.debt < 0)
    return problem('bad-value', 'debt must be 0 or more roubles.', { field: 'debt' });
  const since = memberSince == null ? memberSince : parseInstant(memberSince);
  if (memberSince != null && since === null) {
    return problem(
      'bad-value',
      'memberSince must be an instant with an offset from 1900 on, such as 2010-05-15T00:00:00+03:00.',
      {
        field: 'memberSince',
      },
    );
  }
  return ok({ ...rest, ...given({ language, timeZone, memberSince: since }) });
}

function given<T extends Record<string, unknown>>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
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
    memberships: membershipsOf(deps, view),
    session: isLive(session, now) ? sessionView(view.world, view.msisdn, session) : null,
  };
}

function membershipsOf(deps: FlowDeps, view: View): SubscriberView['memberships'] {
  return Object.entries(view.account.programs).flatMap(([program, { status }]) => {
    const core = view.definitions.programs.get(program)?.core;
    if (core === undefined || status === 'left') return [];
    const { data } = core.decide(view.account, { op: 'balance' }, coreContext(deps, view, 'api', '')).outcome;
    return [{ program, status, balance: Number(data.balance ?? 0) }];
  });
}
