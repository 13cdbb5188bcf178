/** An SMS that a core elsewhere sends by itself: points burnt, a status ended, a transfer arrived. */
import { visible } from '../../text/sanitize.ts';
import type { Call, CoreText, Result } from '../api.ts';
import { parseInstant } from '../clock.ts';
import type { FlowDeps } from '../deps.ts';
import { msisdnOf } from '../numbers.ts';
import { once } from '../once.ts';
import { ok, problem } from '../results.ts';
import { smsTextProblem } from '../textChecks.ts';

/** The phone is where it was. */
const NOT_THE_PHONE = {};

/** @returns 204, or `bad-msisdn`, `bad-sms`, `idempotency-conflict` */
export async function bringSms(deps: FlowDeps, call: Call, msisdn: string, sms: CoreText): Promise<Result<null>> {
  const number = msisdnOf(msisdn, 'msisdn');
  if (!number.ok) return number;
  const wrong = smsTextProblem(sms.text);
  if (wrong !== null) return problem('bad-sms', `text ${wrong}.`, { field: 'text' });
  const { from, text } = { from: visible(sms.from), text: visible(sms.text) };
  const written = sms.at === undefined ? null : parseInstant(sms.at);
  const step = ({ now }: { readonly now: number }) => {
    // Nothing was written in the future, whatever a core's clock says.
    return { result: ok(null), messages: [{ from, text, at: Math.min(written ?? now, now) }] };
  };
  return once<null>(deps, call, number.value, step, NOT_THE_PHONE);
}
