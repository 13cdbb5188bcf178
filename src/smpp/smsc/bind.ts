/** bind_receiver, bind_transmitter, bind_transceiver (SMPP 3.4 §4.1). */
import type { Account } from '../config.ts';
import { BIND_STATES } from '../link/states.ts';
import type { Link } from '../link/types.ts';
import type { Tlv } from '../pdu/pdu.ts';
import type { StatusName } from '../pdu/statuses.ts';
import { intTlv } from '../pdu/tlvs.ts';
import { type BindPdu, MAIN_WORLD, refusalOf, splitSystemId } from './bindChecks.ts';
import type { House, Seat } from './house.ts';
import { wireOf } from './parties.ts';
import { tellEntry, tellRefusal } from './tell.ts';
import { SC_INTERFACE_VERSION, type Version, versionFor } from './versions.ts';

/** What the gateway calls itself. */
const OUR_SYSTEM_ID = 'starhash';

/** Statuses of those who guess: their answers are late. */
const GUESSES: readonly StatusName[] = ['ESME_RINVPASWD', 'ESME_RINVSYSID'];

/** A bind by an account that is allowed to, in every respect but the world. */
interface Entry {
  readonly link: Link;
  readonly request: BindPdu;
  readonly account: Account;
  readonly world: string;
}

/** Answers a bind: at once where it is granted or there is no room, late where somebody guesses. */
export function takeBind(house: House, seat: Seat, link: Link, request: BindPdu): void {
  const { systemId, world } = splitSystemId(request.body.system_id);
  const account = house.credentials.verify(systemId, request.body.password);
  const binds = account === null ? 0 : house.parties.binds(account);
  const refusal = refusalOf({ systemId, world, address: link.remote, account, binds });
  if (refusal !== null || account === null) return void refuse(house, link, request, refusal ?? 'ESME_RINVPASWD');
  if (world === MAIN_WORLD) return void grant(house, seat, { link, request, account, world });
  enterWorld(house, seat, { link, request, account, world }).catch((error) => {
    house.onError(error, 'SMPP: a bind');
    link.refuse(request, 'ESME_RSYSERR');
  });
}

/** Only those who know the password learn whether there is such a world. */
async function enterWorld(house: House, seat: Seat, entry: Entry): Promise<void> {
  const { link, request, account, world } = entry;
  const found = await house.gateway.clock({ world, wire: wireOf(account) });
  if (link.state !== 'open') return;
  const refusal = found.ok ? roomRefusal(house, account) : (WORLD_REFUSALS[found.problem.type] ?? 'ESME_RSYSERR');
  if (refusal === null) grant(house, seat, entry);
  else refuse(house, link, request, refusal);
}

const WORLD_REFUSALS: Readonly<Record<string, StatusName>> = { 'unknown-world': 'ESME_RINVSYSID' };

/** Others may have bound while the store was asked. */
function roomRefusal(house: House, account: Account): StatusName | null {
  return house.parties.binds(account) < account.binds ? null : 'ESME_RBINDFAIL';
}

function grant(house: House, seat: Seat, { link, request, account, world }: Entry): void {
  const state = BIND_STATES[request.command];
  const version = versionFor(request.body.interface_version);
  seat.place.state = 'bound';
  seat.world = world;
  link.setLimits({ window: account.window, rate: account.rate, inactivity: account.inactivity });
  link.bound(state);
  link.answer(request, {
    command: `${request.command}_resp`,
    body: { system_id: OUR_SYSTEM_ID },
    tlvs: versionTlvs(version),
  });
  const bound = house.parties.enter(account, world, { link, state, version });
  // What waited for this bind has been sent by now, which may have been the end of it.
  if (link.state === 'closed') return void house.parties.leave(bound);
  seat.bound = bound;
  tellEntry(house, bound);
}

function versionTlvs(version: Version): readonly Tlv[] {
  const ours = SC_INTERFACE_VERSION[version];
  return ours === null ? [] : [intTlv('sc_interface_version', ours)];
}

function refuse(house: House, link: Link, request: BindPdu, status: StatusName): void {
  tellRefusal(house, link, request, status);
  if (!GUESSES.includes(status)) return void link.refuse(request, status);
  const keys = [`from ${link.remote}`, `as ${request.body.system_id}`];
  house.later(house.backoff.failed(keys, house.pulse.now()), () => link.refuse(request, status));
}
