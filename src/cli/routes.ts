/** `--route CODE=URL`: an HTTP application behind a code. */
import { checkAddress } from '../callback/address.ts';
import { checkRoute, ROUTE_REASONS } from '../code/routes.ts';
import { withoutPasswords } from '../text/maskPassword.ts';
import { WrongUse } from './failures.ts';

interface Route {
  readonly code: string;
  readonly url: URL;
}

/** Reads them all. Throws WrongUse with every complaint. */
export function routesIn(written: readonly string[]): readonly Route[] {
  const read = written.map(routeIn);
  const complaints = [...read.filter((one) => typeof one === 'string'), ...twice(read)];
  if (complaints.length > 0) throw new WrongUse(...complaints);
  return read.filter((one) => typeof one !== 'string');
}

function routeIn(written: string): Route | string {
  const [, code, address] = /^([^=]*)=(.*)$/s.exec(written) ?? [];
  if (code === undefined || address === undefined) {
    return `--route wants CODE=URL, like --route '*384*77#=http://127.0.0.1:3000/ussd', not "${withoutPasswords(written)}".`;
  }
  const reason = checkRoute(code);
  if (reason !== null) return `--route: "${withoutPasswords(code)}" cannot be dialled. ${ROUTE_REASONS[reason]}`;
  if (!code.endsWith('#')) return `--route: "${code}" lacks the # at its end. Write it as it is dialled: ${code}#`;
  const checked = checkAddress(address);
  return checked.ok ? { code: code.replace(/#$/, ''), url: checked.url } : `--route ${code}: ${checked.why}.`;
}

function twice(routes: readonly (Route | string)[]): string[] {
  const codes = routes.flatMap((one) => (typeof one === 'string' ? [] : [one.code]));
  const repeated = new Set(codes.filter((code, index) => codes.indexOf(code) < index));
  return [...repeated].map((code) => `--route: ${code} leads to two applications. Keep one of them.`);
}
