/** `--core PROGRAM=URL`: a program whose bonus core runs elsewhere. */
import { checkAddress } from '../callback/address.ts';
import { withoutPasswords } from '../text/maskPassword.ts';
import { WrongUse } from './failures.ts';

interface Core {
  readonly program: string;
  readonly url: URL;
}

/** Reads them all. Throws WrongUse with every complaint. */
export function coresIn(written: readonly string[]): readonly Core[] {
  const read = written.map(coreIn);
  const complaints = [...read.filter((one) => typeof one === 'string'), ...twice(read)];
  if (complaints.length > 0) throw new WrongUse(...complaints);
  return read.filter((one) => typeof one !== 'string');
}

function coreIn(written: string): Core | string {
  const [, program, address] = /^([^=]+)=(.*)$/s.exec(written) ?? [];
  if (program === undefined || address === undefined) {
    return `--core wants PROGRAM=URL, like --core my-program=http://127.0.0.1:8090, not "${withoutPasswords(written)}".`;
  }
  const checked = checkAddress(address);
  return checked.ok ? { program, url: checked.url } : `--core ${program}: ${checked.why}.`;
}

function twice(cores: readonly (Core | string)[]): string[] {
  const programs = cores.flatMap((one) => (typeof one === 'string' ? [] : [one.program]));
  const repeated = new Set(programs.filter((program, index) => programs.indexOf(program) < index));
  return [...repeated].map((program) => `--core: ${program} is at two addresses. Keep one of them.`);
}
