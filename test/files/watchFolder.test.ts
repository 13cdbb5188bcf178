/** Watching a folder: every way in which editors and people change files is seen, again and again. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { watchFolder } from '../../src/files/watchFolder.ts';

let folder: string;
let touched: () => void;
let end: () => void;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'starhash-'));
  mkdirSync(join(folder, 'service'));
  writeFileSync(join(folder, 'service', 'a.yaml'), '0');
  touched = () => {};
  end = watchFolder(
    folder,
    () => touched(),
    (error) => {
      throw error;
    },
  );
  // Folders below are entered in another turn: a change in the folder itself is answered by a look.
  await seen(() => writeFileSync(join(folder, 'first.yaml'), ''));
  await seen(() => writeFileSync(join(folder, 'service', 'b.yaml'), ''), 'again and again');
});
afterEach(() => {
  end();
  rmSync(folder, { recursive: true });
});

/** Resolves when a change is seen; `again and again`: the change is made until it is. */
function seen(change: () => void, how: 'once' | 'again and again' = 'once'): Promise<void> {
  return new Promise((resolve) => {
    const timer = how === 'once' ? undefined : setInterval(change, 20);
    touched = () => {
      clearInterval(timer);
      touched = () => {};
      resolve();
    };
    change();
  });
}

const FILE = () => join(folder, 'service', 'a.yaml');

/** As vim and `sed -i` save. */
function saveByRename(text: string): void {
  const aside = join(folder, 'service', '.a.swp');
  writeFileSync(aside, text);
  renameSync(aside, FILE());
}

test('saved by renaming, many times, then in place, then gone, then there again', async () => {
  for (const text of ['1', '2', '3']) await seen(() => saveByRename(text));
  await settled();
  await seen(() => writeFileSync(FILE(), '4'));
  await settled();
  await seen(() => rmSync(FILE()));
  await settled();
  await seen(() => writeFileSync(FILE(), '5'));
  await settled();
  await seen(() => writeFileSync(FILE(), '6'));
});

test('a folder that comes later is watched, also one that was there before under its name', async () => {
  const late = join(folder, 'late');
  for (let round = 0; round < 3; round += 1) {
    await seen(() => mkdirSync(late));
    await seen(() => writeFileSync(join(late, 'x.yaml'), 'x'), 'again and again');
    await settled();
    await seen(() => rmSync(late, { recursive: true }));
    await settled();
  }
});

/** Events of what was done before may still be on their way: those of a file of its own come after them. */
async function settled(): Promise<void> {
  await seen(() => writeFileSync(join(folder, 'mark.yaml'), String(Math.random())));
}

test('nothing is told after the end', async () => {
  end();
  let count = 0;
  touched = () => {
    count += 1;
  };
  const other = watchFolder(
    folder,
    () => done(),
    () => {},
  );
  let done = () => {};
  const noticed = new Promise<void>((resolve) => {
    done = resolve;
  });
  writeFileSync(join(folder, 'after.yaml'), '');
  await noticed;
  other();
  expect(count).toBe(0);
});
