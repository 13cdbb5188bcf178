/** docs/smpp.md, as somebody follows it: its programs run against the gateway with its configuration. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { cleanEnvironment, run, type Started, serve, temporaryFolder, watch } from './support/process.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MANUAL = readFileSync(join(ROOT, 'docs/smpp.md'), 'utf8');

/** The blocks of a language, in their order. */
function blocks(language: string): readonly string[] {
  return [...MANUAL.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, text = '']) => text);
}

const [PHONES, SHOP] = blocks('js');
const [ACCOUNTS, LINKS] = blocks('yaml');

/** A program needs the packages of this folder beside it. */
const PROGRAMS = join(ROOT, 'node_modules/.cache/starhash');
beforeAll(() => void mkdirSync(PROGRAMS, { recursive: true }));

async function gatewayWith(config: string) {
  const file = join(temporaryFolder(), 'starhash.yaml');
  writeFileSync(file, config);
  const gateway = await serve(['--config', file], { env: { OPERATOR_PASSWORD: 'secret' } });
  return { gateway, port: /smpp=\S+:(\d+)/.exec(gateway.stdout())?.[1] ?? '' };
}

function program(text: string, port: string): Started {
  const file = join(PROGRAMS, `manual-${port}-${process.pid}.mjs`);
  writeFileSync(file, text.replaceAll('127.0.0.1:2775', `127.0.0.1:${port}`));
  onTestFinished(() => rmSync(file));
  return watch(spawn(process.execPath, [file], { env: cleanEnvironment() }));
}

it('the phones dial, are asked, and leave', async () => {
  const { port } = await gatewayWith(ACCOUNTS ?? '');
  const phones = program(PHONES ?? '', port);
  expect(await phones.ended).toBe(0);
  expect(phones.stdout()).toMatch(/^2 МТС Бонус\n/);
});

it('the application is reached from the command line', async () => {
  const { gateway, port } = await gatewayWith(ACCOUNTS ?? '');
  const bound = bindOf(gateway.url, 'smpp:shop');
  program(SHOP ?? '', port);
  await bound;
  const dialled = await run(['dial', '*384*77*5#', '--url', gateway.url]);
  expect(dialled).toEqual({ code: 0, stdout: 'You dialled *384*77*5#\n', stderr: '' });
});

it('the link to an operator is made', async () => {
  const operator = await gatewayWith('smpp: { accounts: [{ system_id: star, password: secret, role: network }] }');
  const bound = bindOf(operator.gateway.url, 'smpp:star');
  await gatewayWith((LINKS ?? '').replace('2776', operator.port));
  await bound;
});

/** Resolves when this wire has a bind. */
async function bindOf(url: string, wire: string): Promise<void> {
  const events = await fetch(`${url}/v1/events`);
  const decoder = new TextDecoder();
  let heard = '';
  for await (const chunk of events.body ?? []) {
    heard += decoder.decode(chunk, { stream: true });
    if (new RegExp(`"type":"smpp.bind"[^\\n]*"wire":"${wire}"`).test(heard)) return;
  }
}
