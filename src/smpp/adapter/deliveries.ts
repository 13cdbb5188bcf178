/** What waits for a wire -> the requests that carry it, and what became of them. */
import type { Delivery, Queued, WireEnd } from '../../flow/api.ts';
import type { Asked, Link, Outcome } from '../link/types.ts';
import { partsOf, type SmsPart } from '../message/parts.ts';
import type { Content } from '../message/pieces.ts';
import { writeReceipt } from '../message/receipt.ts';
import { shortMessageBody } from '../ussd/bodies.ts';
import type { AdapterSetup } from './adapter.ts';
import { senderAddress } from './addresses.ts';
import type { Binds, Sends } from './binds.ts';
import { failure } from './failure.ts';
import { deliveryOf, worse } from './statuses.ts';

export interface Carriage {
  readonly setup: Pick<AdapterSetup, 'defaultAlphabet' | 'longSms' | 'receiptIds' | 'window' | 'onTrouble'>;
  readonly sends: Sends;
  readonly binds: Binds;
}

/** What the gateway speaks to. It takes as much at once as the windows of all binds hold. */
export function wireEndOf(carriage: Carriage, screens: Pick<WireEnd, 'show' | 'cutOff'>): WireEnd {
  return {
    get capacity() {
      return carriage.setup.window * carriage.binds.receivers;
    },
    deliver: (queued) => deliver(carriage, queued).catch((error) => unwritable(carriage, error)),
    ...screens,
  };
}

/** Hands one over, all its parts to one bind. All parts answered well = taken; no bind = later. */
async function deliver(carriage: Carriage, queued: Queued): Promise<Delivery> {
  const requests = requestsOf(carriage, queued);
  if (requests === null) return 'refused';
  const link = carriage.binds.pick();
  if (link === null) return 'later';
  return askAll(link, requests);
}

/** Trying again would not help. */
function unwritable({ setup }: Carriage, error: unknown): Delivery {
  failure(setup, error);
  return 'refused';
}

function askAll(link: Link, requests: readonly Asked[]): Promise<Delivery> {
  return new Promise((resolve) => {
    let open = requests.length;
    let worst: Delivery = 'taken';
    const settle = (delivery: Delivery) => {
      worst = worse(worst, delivery);
      open -= 1;
      if (open === 0) resolve(worst);
    };
    const done = (outcome: Outcome) => settle(deliveryOf(outcome));
    for (const request of requests) if (!link.request(request, done)) settle('later');
  });
}

/** null: it has no form over SMPP (too many parts). */
function requestsOf(carriage: Carriage, queued: Queued): readonly Asked[] | null {
  const parts = queued.kind === 'receipt' ? receiptsOf(carriage, queued) : textParts(carriage, queued);
  return parts?.map((part) => requestOf(carriage.sends, queued, part)) ?? null;
}

/** One for each part that wished it. */
function receiptsOf(
  { setup }: Carriage,
  { id, ids = [id], state, error, submittedAt, doneAt, text }: Extract<Queued, { kind: 'receipt' }>,
): readonly SmsPart[] {
  const times = { submittedAt: Date.parse(submittedAt), doneAt: Date.parse(doneAt) };
  const options = { ids: setup.receiptIds, byDefault: setup.defaultAlphabet };
  return ids.map((one) => writeReceipt({ id: one, state, error, ...times, text }, options));
}

function textParts({ setup }: Carriage, queued: Exclude<Queued, { kind: 'receipt' }>): readonly SmsPart[] | null {
  const flash = queued.flash === true;
  const content: Content =
    queued.data === undefined ? { kind: 'text', text: queued.text, flash } : { kind: 'data', data: queued.data, flash };
  const { defaultAlphabet, longSms } = setup;
  return partsOf(content, { byDefault: defaultAlphabet, longSms, reference: referenceOf(queued.id) });
}

/** The same at each attempt, so that a phone knows parts that come again; different for messages that follow each other. */
function referenceOf(id: string): number {
  return Number.parseInt(id.slice(-4), 16) || 0;
}

function requestOf(command: Sends, { from, to }: Queued, part: SmsPart): Asked {
  const body = shortMessageBody('', senderAddress(from), senderAddress(to), part);
  return { command, body, tlvs: part.tlvs };
}
