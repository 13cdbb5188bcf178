/** A dialogue on a drawn phone: keys, answers, SMS and time come in as events; `phone.ts` decides, this file does. */
import { performance } from 'node:perf_hooks';
import { explain, type GatewayClient } from '../client.ts';
import type { CliDeps } from '../deps.ts';
import type { Call } from '../dialInLines.ts';
import { FAILED, Failure } from '../failures.ts';
import { type Inbox, openInbox } from '../inbox.ts';
import { plainSms } from '../lines.ts';
import { type EventQueue, eventQueue } from './eventQueue.ts';
import { drawPhone } from './frame.ts';
import { type Command, dialling, type Phone, type PhoneEvent, update } from './phone.ts';
import { styleOf } from './style.ts';
import { openTerminal, type Terminal } from './terminal.ts';

type Events = EventQueue<PhoneEvent>;

/** How often the countdown is drawn anew, ms. */
const TICK = 250;
/** How often the world clock is read again, ms: somebody may have set it. */
const CLOCK_EVERY = 3_000;
/** Length of one wait for SMS, seconds. */
const SMS_WAIT = 20;

/** Dials and shows the phone until the person leaves. Gives the exit code; throws a Failure where the gateway is lost. */
export async function dialOnPhone(call: Call, deps: CliDeps): Promise<number> {
  const inbox = await openInbox(call.client, call.from);
  const phone = await showPhone(call, inbox, deps);
  deps.process.stdout.write(transcript(phone));
  if (phone.refusal === null) return 0;
  deps.process.stderr.write(`starhash dial: ${phone.refusal}\n`);
  return FAILED;
}

/** What stays in the terminal afterwards: the last screen and the SMS. */
function transcript({ screen, sms }: Phone): string {
  return [...(screen === null ? [] : [screen.text]), ...sms.map(plainSms)].map((text) => `${text}\n`).join('');
}

async function showPhone(call: Call, inbox: Inbox, deps: CliDeps): Promise<Phone> {
  const events: Events = eventQueue();
  const terminal = openTerminal(deps, {
    onKey: (key) => events.push({ kind: 'key', key }),
    onResize: () => events.push({ kind: 'tick' }),
    onSignal: () => events.push({ kind: 'key', key: { name: 'c', ctrl: true } }),
  });
  const stop = startSources(call.client, inbox, events);
  try {
    return await converse(call, events, terminal, deps);
  } finally {
    stop();
    terminal.close();
  }
}

/** What happens by itself: time passes, the world clock moves, SMS arrive. Gives the function that ends it. */
function startSources(client: GatewayClient, inbox: Inbox, events: Events): () => void {
  const ending = new AbortController();
  const ticks = setInterval(() => events.push({ kind: 'tick' }), TICK);
  const clocks = setInterval(() => events.pushLater(readClock(client)), CLOCK_EVERY);
  const waitForSms = () => {
    if (ending.signal.aborted) return;
    const arrival = inbox.fresh(SMS_WAIT, ending.signal);
    events.pushLater(arrival.then((messages) => ({ kind: 'sms', messages })));
    arrival.then(waitForSms, () => {});
  };
  waitForSms();
  return () => {
    ending.abort();
    clearInterval(ticks);
    clearInterval(clocks);
  };
}

async function converse(call: Call, events: Events, terminal: Terminal, deps: CliDeps): Promise<Phone> {
  const style = styleOf(deps.process.env);
  let phone = dialling(call.from, call.code, performance.now());
  events.pushLater(call.client.dial(call.from, call.code).then((result) => ({ kind: 'answered', result })));
  for (;;) {
    terminal.show(drawPhone(phone, terminal.size(), style));
    const change = update(phone, await events.next(), performance.now());
    phone = change.phone;
    if (change.command !== null && (await perform(change.command, call.client, events)) === 'left') return phone;
  }
}

async function perform(command: Command, client: GatewayClient, events: Events): Promise<'left' | 'stays'> {
  switch (command.kind) {
    case 'answer':
      events.pushLater(
        client.answer(command.sessionId, command.input).then((result) => ({ kind: 'answered', result })),
      );
      return 'stays';
    case 'readClock':
      events.pushLater(readClock(client));
      return 'stays';
    case 'hangUp':
      if (command.sessionId !== null) await client.hangUp(command.sessionId);
      return 'left';
    case 'leave':
      return 'left';
  }
}

async function readClock(client: GatewayClient): Promise<PhoneEvent> {
  const result = await client.clock();
  if (!result.ok) throw new Failure(explain(result.problem));
  return { kind: 'clock', view: result.value };
}
