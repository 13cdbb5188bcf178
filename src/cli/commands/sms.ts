/** `starhash sms`: sends an SMS to a short code and prints what comes back. */
import { explain, type GatewayClient } from '../client.ts';
import type { Command } from '../command.ts';
import type { CliDeps } from '../deps.ts';
import { Failure } from '../failures.ts';
import { openInbox } from '../inbox.ts';
import { linePrinter } from '../lines.ts';
import type { Input } from '../options/settings.ts';
import { STORE, TARGET, WITHOUT_URL } from '../options/tables.ts';
import { withGateway } from '../target.ts';

export const sms: Command = {
  name: 'sms',
  summary: 'Send an SMS to a short code and print what comes back',
  words: ['SHORTCODE', 'TEXT'],
  options: { ...TARGET, ...STORE },
  examples: ["starhash sms 4555 'Бонус'", "starhash sms 4555 '' --from 79161234567"],
  notes: [
    "An empty SMS is ''. Each SMS that comes back is printed as SMS from NUMBER: TEXT (further lines indented by two).",
    WITHOUT_URL,
  ],
  run: (input, deps) => withGateway(input.settings, deps, (client) => send(client, input, deps)),
};

async function send(client: GatewayClient, { settings, positionals }: Input, deps: CliDeps): Promise<number> {
  const from = settings.text('from') ?? '';
  const [to = '', text = ''] = positionals;
  const inbox = await openInbox(client, from);
  const result = await client.sms(from, to, text);
  if (!result.ok) throw new Failure(explain(result.problem));
  const messages = await inbox.fresh();
  linePrinter(deps.process.stdout, settings.flag('json')).sms(messages);
  if (messages.length === 0) deps.process.stderr.write('Sent. No SMS came back.\n');
  return 0;
}
