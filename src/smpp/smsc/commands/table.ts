/** What is done with a request of somebody who is bound, by its command. */
import type { LinkHandler } from '../../link/types.ts';
import type { RequestName } from '../../pdu/commands.ts';
import type { PduOf } from '../../pdu/pdu.ts';
import type { House } from '../house.ts';
import type { Bound } from '../parties.ts';
import { takeCancel } from './cancelSm.ts';
import { takeMessage } from './message.ts';
import { takeQuery } from './querySm.ts';
import { takeReplace } from './replaceSm.ts';
import { takeMulti } from './submitMulti.ts';

type Take<Name extends RequestName> = (house: House, bound: Bound, request: PduOf<Name>) => void;

/** Link keeping is the link's, binds are the connection's; deliver_sm of an ESME is refused by the link's states. */
const TABLE: { readonly [Name in RequestName]?: Take<Name> } = {
  submit_sm: takeMessage,
  data_sm: takeMessage,
  submit_multi: takeMulti,
  query_sm: takeQuery,
  cancel_sm: takeCancel,
  replace_sm: takeReplace,
};

/** Does what is asked; the request is answered now or later. */
export function takeCommand(house: House, bound: Bound, request: Parameters<LinkHandler['onRequest']>[1]): void {
  const take = TABLE[request.command] as Take<RequestName> | undefined;
  if (take === undefined) bound.link.refuse(request, 'ESME_RINVBNDSTS');
  else take(house, bound, request);
}
