/** Faults that are played on SMPP itself: the gateway says which, the link is here. */
import type { WireFaults } from '../../flow/api.ts';
import { responseTo } from '../link/responses.ts';
import type { LinkHandler } from '../link/types.ts';
import type { House } from './house.ts';
import type { Bound } from './parties.ts';

type Request = Parameters<LinkHandler['onRequest']>[1];

/** Takes a request as the faults of its world say. @param take does what it asks for; it is answered then, or later */
export function takeUnderFaults(house: House, bound: Bound, request: Request, take: () => void): void {
  const faults = faultsOf(house, bound, request);
  if (faults === null) take();
  else {
    const met = faults.then((found) => {
      if (found.ok && found.value !== null) meet(house, bound, request, take, found.value);
      // Where the world cannot be had, the command says so.
      else take();
    });
    met.catch((error) => fail(house, bound, error));
  }
}

/** The same that becomes of a link whose handler throws. */
function fail({ onError }: House, { link }: Bound, error: unknown): void {
  onError(error, 'a request under faults could not be taken');
  link.close('failed-here');
}

function meet(
  { later }: House,
  { link }: Bound,
  request: Request,
  take: () => void,
  { reject, cut, delay }: WireFaults,
): void {
  if (cut === 'before') {
    link.close('closed-here');
    return;
  }
  if (cut === 'after') link.hold(request, () => link.close('closed-here'));
  else if (delay > 0) link.hold(request, (letGo) => void later(delay, letGo));
  if (reject === null) take();
  else link.answer(request, { command: responseTo(request.command), status: reject });
}

/** Only messages have a phone: on the side of the network it sends them, on an application's it gets them. */
function faultsOf({ gateway }: House, { party }: Bound, { body }: Request): ReturnType<House['gateway']['wireFaults']> {
  if (!('source_addr' in body) || !('destination_addr' in body) || !('esm_class' in body)) return null;
  const msisdn = party.account.role === 'network' ? body.source_addr : body.destination_addr;
  return gateway.wireFaults(party.world, { wire: 'smpp', msisdn });
}
