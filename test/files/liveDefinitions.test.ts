/** Definitions are taken up while running: a change, a new folder, a folder that goes; broken ones leave the last good ones in force. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  DefinitionErrors,
  type LiveDefinitions,
  liveDefinitions,
  loadDefinitions,
} from '../../src/files/liveDefinitions.ts';
import { SESSIONS } from '../support/harness.ts';

let folder: string;
let live: LiveDefinitions;
let reloads: (Error | null)[];
let awaited: ((outcome: Error | null) => void)[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starhash-definitions-'));
  await cp(SESSIONS, folder, { recursive: true });
  reloads = [];
  awaited = [];
  live = await liveDefinitions(folder, (error) => {
    const next = awaited.shift();
    if (next === undefined) reloads.push(error);
    else next(error);
  });
});
afterEach(async () => {
  live.close();
  await rm(folder, { recursive: true });
});

/** What the next reload comes to. */
function nextReload(): Promise<Error | null> {
  const known = reloads.shift();
  return known === undefined ? new Promise((resolve) => awaited.push(resolve)) : Promise.resolve(known);
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const path = join(folder, file);
  await writeFile(path, change(await readFile(path, 'utf8')));
}

const title = () => live.current().services.get('mts-bonus')?.texts.en?.format('root.title');

describe('service definitions on disk', () => {
  test('a change is taken up', async () => {
    await edit('mts-bonus/texts.en.yaml', (text) => text.replace('title: MTS Bonus', 'title: Points'));
    expect(await nextReload()).toBeNull();
    expect(title()).toBe('Points');
  });

  test('broken ones are named by place and leave the last good ones in force; mended ones are taken up', async () => {
    const good = title();
    await edit('mts-bonus/service.yaml', (text) => text.replace('go: gifts }', 'go: gits }'));
    const error = await nextReload();
    expect(error).toBeInstanceOf(DefinitionErrors);
    expect((error as DefinitionErrors).issues[0]).toMatchObject({
      line: expect.any(Number),
      fix: expect.stringContaining('gifts'),
    });
    expect(title()).toBe(good);
    expect(live.current().findUssd('*111*455#')).not.toBeNull();
    await edit('mts-bonus/service.yaml', (text) => text.replace('go: gits }', 'go: gifts }'));
    expect(await nextReload()).toBeNull();
  });

  test('a folder dropped in adds a service, and its going takes it away', async () => {
    expect(live.current().findUssd('*777#')).toBeNull();
    const staging = await mkdtemp(join(tmpdir(), 'starhash-new-'));
    await writeFile(join(staging, 'service.yaml'), SMALL_SERVICE);
    await writeFile(join(staging, 'texts.en.yaml'), SMALL_TEXTS);
    await cp(staging, join(folder, 'hello'), { recursive: true });
    await rm(staging, { recursive: true });
    expect(await untilLoaded()).toBeNull();
    expect(live.current().findUssd('*777#')?.service.id).toBe('hello');
    await rm(join(folder, 'hello'), { recursive: true });
    expect(await untilLoaded()).toBeNull();
    expect(live.current().findUssd('*777#')).toBeNull();
  });

  test('what is hidden is a draft, and not read', async () => {
    const draft = await mkdtemp(join(folder, '.draft-'));
    await writeFile(join(draft, 'service.yaml'), 'languages: [');
    await expect(loadDefinitions(folder)).resolves.toBeDefined();
    await rm(draft, { recursive: true });
  });

  test('a folder that is not there is a clear sentence', async () => {
    await expect(loadDefinitions(join(folder, 'nowhere'))).rejects.toThrow(
      /sessions folder .*nowhere cannot be read: ENOENT/,
    );
  });
});

/** A copy may be seen half-way: the reload that sees it whole comes after. */
async function untilLoaded(): Promise<Error | null> {
  for (;;) {
    const outcome = await nextReload();
    if (outcome === null) return outcome;
  }
}

const SMALL_SERVICE = `
languages: [en]
timeout: PT1M
retries: 2
tooMany: bye
routes:
  - { ussd: "*777", start: hello }
states:
  hello:
    menu: hello
    options:
      "1": { label: yes, go: bye }
  bye: { end: bye }
`;

const SMALL_TEXTS = `
nav: { next: Next, back: Back, main: Menu }
invalid: There is no such answer.
wrong-code-dialled: Wrong code.
service-changed: Please dial again.
hello: Hello?
"yes": "Yes"
bye: Bye.
`;
