/** `smpp://user:pass@host:port?dialect=mica&control=http://…`: the SMSC that a script is played on. */
import { DIALECT_NAMES, type DialectName } from '../../../smpp/ussd/types.ts';
import { withoutPasswords } from '../../../text/maskPassword.ts';
import { WireTrouble } from '../../wire.ts';

export interface SmppTarget {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  readonly dialect: DialectName;
  readonly defaultAlphabet: 'gsm7' | 'latin1';
  /** A Starhash's HTTP address: sets up worlds and looks into them. */
  readonly control: string | null;
}

const ALPHABETS = ['gsm7', 'latin1'] as const;

/** What may stand behind the question mark. */
const PARAMETERS = ['dialect', 'alphabet', 'system_type', 'control'];

/** As IANA has it. */
const PORT = 2775;

/** Reads the address. Throws a WireTrouble with one sentence that says what is wrong in it. */
export function readTarget(written: string): SmppTarget {
  const url = URL.canParse(written) ? new URL(written) : null;
  if (url === null || !/^smpps?:$/.test(url.protocol) || url.hostname === '') {
    throw new WireTrouble(
      `"${withoutPasswords(written)}" is no SMPP address. Write it like smpp://harness:secret@127.0.0.1:2775`,
    );
  }
  const query = url.searchParams;
  for (const name of query.keys()) {
    if (!PARAMETERS.includes(name))
      throw new WireTrouble(`There is no parameter "${withoutPasswords(name)}"; there are ${PARAMETERS.join(', ')}.`);
  }
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? PORT : Number(url.port),
    tls: url.protocol === 'smpps:',
    systemId: decodeURIComponent(url.username) || 'harness',
    password: decodeURIComponent(url.password) || 'secret',
    systemType: query.get('system_type') ?? '',
    dialect: oneOf('dialect', query.get('dialect') ?? 'generic', DIALECT_NAMES),
    defaultAlphabet: oneOf('alphabet', query.get('alphabet') ?? 'gsm7', ALPHABETS),
    control: query.get('control'),
  };
}

function oneOf<T extends string>(name: string, written: string, known: readonly T[]): T {
  const found = known.find((each) => each === written);
  if (found !== undefined) return found;
  throw new WireTrouble(`There is no ${name} "${withoutPasswords(written)}"; there are ${known.join(', ')}.`);
}
