/** A link to a peer that was made before optional parameters were. */
import type { Asked, Link } from '../link/types.ts';
import { DELIVERY_RECEIPT } from '../pdu/esmClass.ts';

/**
 * The same link, which leaves out what its peer cannot know and does not need: the parameters of receipts, whose text says the same. USSD
 * and long texts that travel by parameters have no other form: who asks for them, by dialect or `long_sms`, gets them whatever its version.
 */
export function plainLink(link: Link): Link {
  const request: Link['request'] = (asked, done) => link.request(isReceipt(asked) ? withoutTlvs(asked) : asked, done);
  // All the rest is the link's own.
  return Object.assign(Object.create(link) as Link, { request });
}

function isReceipt({ body }: Asked): boolean {
  return 'esm_class' in body && body.esm_class === DELIVERY_RECEIPT;
}

function withoutTlvs({ command, body }: Asked): Asked {
  return { command, body } as Asked;
}
