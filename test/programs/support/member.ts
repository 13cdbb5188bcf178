/** One subscriber of a world in one program, by HTTP. */
import { type Answer, must, type World } from './world.ts';

export interface Member {
  readonly msisdn: string;
  /** A write of the program: `events`, `orders`, `register`… */
  write(action: string, body: unknown): Promise<Answer>;
  event(kind: string, values?: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** What the program shows of the member. */
  shown(): Promise<Answer['body']>;
  catalogue(): Promise<Answer['body']>;
  /** Dials; gives the screen. */
  dial(code: string): Promise<string>;
  /** Texts of the SMS that came since the last look. */
  inbox(): Promise<readonly string[]>;
}

/** The subscriber with this number. */
export function memberOf(world: World, program: string, msisdn: string): Member {
  const path = `/v1/bonus/${program}/${msisdn}`;
  let seen = '0';
  const write = (action: string, body: unknown) => world.post(`${path}/${action}`, body);
  return {
    msisdn,
    write,
    event: (kind, values = {}) => write('events', { kind, ...values }),
    shown: async () => must(await world.get(path)),
    catalogue: async () => must(await world.get(`${path}/catalogue`)),
    dial: async (code) => String(must(await world.post('/v1/ussd', { msisdn, code })).text),
    async inbox() {
      const answer = must(await world.get(`/v1/subscribers/${msisdn}/messages?after=${seen}`));
      const messages = answer.messages as readonly { readonly id: string; readonly text: string }[];
      seen = messages.at(-1)?.id ?? seen;
      return messages.map(({ text }) => text);
    },
  };
}

/** Everything that a subscriber has, in all programs: what a refused call must leave as it is. */
export async function belongings(world: World, msisdn: string, programs: readonly string[]): Promise<unknown> {
  const paths = programs.flatMap((program) => ['', '/journal'].map((part) => `/v1/bonus/${program}/${msisdn}${part}`));
  const all = [`/v1/subscribers/${msisdn}`, `/v1/subscribers/${msisdn}/messages`, ...paths];
  return Promise.all(all.map(async (path) => [path, await world.get(path)]));
}
