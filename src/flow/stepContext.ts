/** From a view and a service to the context of a pure step. */
import type { CoreContext } from '../bonus/types.ts';
import type { Service, StepContext } from '../session/types.ts';
import type { FlowDeps } from './deps.ts';
import type { View } from './view.ts';

/** @param by the channel (`ussd`, `sms`, `web`), `api`, `clock` or a peer; `request` identifies the effect */
export function coreContext(deps: FlowDeps, view: View, by: string, request: string): CoreContext {
  return { now: view.now, by, request, peers: view.peers, newCode: deps.random.code, newId: deps.random.id };
}

interface StepOf {
  readonly by: 'ussd' | 'sms';
  readonly request: string;
  readonly wire: string;
  readonly sender: string;
  /** Where the nonce is known before the step. */
  readonly newNonce?: () => string;
}

/** What a pure step of a service's machine needs from outside. */
export function stepContext(deps: FlowDeps, view: View, service: Service, of: StepOf): StepContext {
  // Written out: a spread here cost a tenth of a step.
  return {
    now: view.now,
    by: of.by,
    request: of.request,
    peers: view.peers,
    newCode: deps.random.code,
    newId: deps.random.id,
    msisdn: view.msisdn,
    service,
    newNonce: of.newNonce ?? deps.random.nonce,
    wire: of.wire,
    sender: of.sender,
  };
}

/** The subscriber's language, if the service speaks it, else the service's first. */
export function languageOf(service: Service, view: View): string {
  const wanted = view.account.profile.language;
  return wanted !== undefined && service.languages.includes(wanted) ? wanted : (service.languages[0] ?? 'en');
}
