/** An application as its users write it: npm `ussd-menu-builder` behind `node:http`. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';

export interface MenuApplication {
  readonly url: string;
  close(): void;
}

interface Menu {
  readonly val: string;
  readonly args: { readonly phoneNumber: string };
  con(text: string): void;
  end(text: string): void;
  startState(state: { run(): void; next: Readonly<Record<string, string>> }): void;
  state(name: string, state: { run(): void; next?: Readonly<Record<string, string>> }): void;
  run(args: Readonly<Record<string, string>>): Promise<string>;
}

const UssdMenu = createRequire(import.meta.url)('ussd-menu-builder') as new () => Menu;

/** Listens on a free port of the loopback. */
export async function openMenuApplication(): Promise<MenuApplication> {
  const server = createServer(async (req, res) => {
    res.end(await pizza().run(await formOf(req)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/ussd`, close: () => void server.close() };
}

async function formOf(req: IncomingMessage): Promise<Record<string, string>> {
  let body = '';
  for await (const chunk of req) body += chunk;
  return Object.fromEntries(new URLSearchParams(body));
}

function pizza(): Menu {
  const menu = new UssdMenu();
  menu.startState({
    run: () => menu.con('Pizza Bot\n1. Order\n2. Opening hours'),
    next: { '1': 'order', '2': 'hours', '3': 'story' },
  });
  menu.state('order', { run: () => menu.con('How many pizzas?'), next: { '*[1-9]': 'thanks' } });
  menu.state('story', { run: () => menu.end('x'.repeat(183)) });
  menu.state('hours', { run: () => menu.end('We are open from 9 to 21.') });
  menu.state('thanks', {
    run: () => menu.end(`${menu.val} pizzas for ${menu.args.phoneNumber}. Thanks!`),
  });
  return menu;
}
