/** `starhash lint`, `explore` and `graph`: what people see of the checks and drawings of machines. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { edited, type Folder, MINI } from '../session/definition/mini.ts';
import { run, temporaryFolder } from './support/process.ts';

const S = 'service.yaml';
const DONE = '  done: { end: done }';
const SPARE = edited(MINI, S, DONE, `${DONE}\n  spare: { end: info }`);
const TRAP = edited(MINI, S, 'set: to, go: done', 'set: to, go: number');

/** A folder in which `mine/<name>` has these files. */
function folderWith(services: Readonly<Record<string, Folder>>): string {
  const cwd = temporaryFolder();
  for (const [name, folder] of Object.entries(services)) {
    mkdirSync(join(cwd, 'mine', name), { recursive: true });
    for (const [file, text] of Object.entries(folder)) writeFileSync(join(cwd, 'mine', name, file), text);
  }
  return cwd;
}

describe('lint', () => {
  test.each([
    [[], 0],
    [['--strict'], 1],
  ])('warnings with %j: exit code %i', async (flags, code) => {
    const cwd = folderWith({ mini: SPARE });
    const warned = await run(['lint', 'mine', ...flags], { cwd });
    expect(warned).toEqual({
      code,
      stdout:
        'mine/mini/service.yaml:20:3: warning: nothing leads to the state "spare"\n    fix: lead to it, or remove it\n' +
        '1 service checked (mini), 0 mistakes, 1 warning\n',
      stderr: '',
    });
  });

  test('warnings do not keep a service from being dialled', async () => {
    const cwd = folderWith({ mini: SPARE });
    expect(await run(['dial', '*200*2#', '--sessions', 'mine'], { cwd })).toMatchObject({ code: 0 });
  });

  test('scripts beside a definition are read, too', async () => {
    const good = 'steps: [{ dial: "*200*2#" }]\n';
    const bad = 'steps: [{ dail: "*200*2#" }]\n';
    const cwd = folderWith({ mini: { ...MINI, 'good.session.yaml': good, 'bad.session.yaml': bad } });
    const { code, stdout } = await run(['lint', 'mine'], { cwd });
    expect(stdout).toMatch(/^mine\/mini\/bad\.session\.yaml:1:\d+: .*"dail"/);
    expect(stdout).toMatch(/1 service checked \(mini, 2 script files\), 1 mistake\n$/);
    expect(code).toBe(2);
  });

  test('of scripts beside a service with mistakes nothing is said', async () => {
    const broken = edited(MINI, S, 'tooMany: sorry', 'tooMany: sorri');
    const cwd = folderWith({ mini: { ...broken, 'a.session.yaml': 'steps: [{ sms: Инфо }]\n' } });
    const { stdout } = await run(['lint', 'mine'], { cwd });
    expect(stdout).toMatch(/^[^\n]*sorri[^\n]*\n[^\n]*\n0 services checked \(1 script file\), 1 mistake\n$/);
  });
});

describe('explore', () => {
  test('the shipped services are sound', async () => {
    const { code, stdout } = await run(['explore']);
    expect(stdout).toMatch(/^mts-bonus: (\d+) of \1 states \(100 %\)/m);
    expect(code).toBe(0);
  });

  test('what goes wrong is told with the way there, and written as a script that reads back', async () => {
    const cwd = folderWith({ mini: TRAP });
    const { code, stdout, stderr } = await run(['explore', 'mine', '--write', 'found'], { cwd });
    expect(stdout).toContain(
      '  no-exit at number (ru; figures: nothing): no answer leads from here to an end: number\n    way there: dial *200#, answer 1\n',
    );
    expect(stderr).toBe('found/explore-mini-1.session.yaml written\n');
    expect(code).toBe(1);
    writeFileSync(
      join(cwd, 'mine/mini/found.session.yaml'),
      readFileSync(join(cwd, 'found/explore-mini-1.session.yaml'), 'utf8'),
    );
    expect((await run(['lint', 'mine'], { cwd })).stdout).toMatch(/1 script file\), 0 mistakes, \d warnings?\n$/);
  });

  test('as JSON, one object a service', async () => {
    const cwd = folderWith({ one: MINI, two: edited(edited(MINI, S, '*200', '*201'), S, '"2000"', '"2001"') });
    const { stdout } = await run(['explore', 'mine', '--json'], { cwd });
    const reports = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(reports.map(({ kind, service, findings }) => [kind, service, findings])).toEqual([
      ['exploration', 'one', []],
      ['exploration', 'two', []],
    ]);
  });

  test.each([
    [['explore', '--limit', '0'], 2, /--limit takes a number/],
    [['explore', 'nowhere'], 2, /there is no folder nowhere/],
    [['explore', '.'], 2, /there is no service in \./],
    [['graph', '.'], 2, /there is no service/],
    [['graph', '--format', 'dot'], 2, /--format takes mermaid or svg/],
    [['graph', '--output', 'x.png'], 2, /does not end in \.svg or \.mmd/],
    [['graph', '--service', 'other'], 2, /there is no service "other", only .*mts-bonus/],
    [['graph', '--service', 'mts-bonus', '--output', 'no/such.svg'], 1, /cannot be written/],
  ])('%j: exit code %i', async (args, code, words) => {
    const failed = await run(args);
    expect(failed.stderr).toMatch(words);
    expect(failed).toMatchObject({ code, stdout: '' });
  });

  test('definitions with mistakes: all of them, exit code 2', async () => {
    const cwd = folderWith({ mini: edited(MINI, S, 'tooMany: sorry', 'tooMany: sorri') });
    for (const command of ['explore', 'graph']) {
      expect(await run([command, 'mine'], { cwd })).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('sorri'),
      });
    }
  });
});

describe('graph', () => {
  test.each([
    ['x.svg', /^<svg /],
    ['x.mmd', /^flowchart LR\n/],
  ])('to %s', async (file, beginning) => {
    const cwd = folderWith({ mini: MINI });
    expect(await run(['graph', 'mine/mini', '--output', file], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(cwd, file), 'utf8')).toMatch(beginning);
    expect(readdirSync(cwd).toSorted()).toEqual(['mine', file]);
  });

  test('to a pipe: Mermaid, unless something else is said', async () => {
    const cwd = folderWith({ mini: MINI });
    expect((await run(['graph', 'mine'], { cwd })).stdout).toMatch(/^flowchart LR\n/);
    expect((await run(['graph', 'mine', '--format', 'svg'], { cwd })).stdout).toMatch(/^<svg /);
  });

  test('of several services one must be named', async () => {
    const cwd = folderWith({ one: MINI, two: edited(edited(MINI, S, '*200', '*201'), S, '"2000"', '"2001"') });
    const several = await run(['graph', 'mine'], { cwd });
    expect(several).toMatchObject({ code: 2, stderr: expect.stringContaining('choose one with --service: one, two') });
    expect((await run(['graph', 'mine', '--service', 'two'], { cwd })).stdout).toContain('*201');
  });
});
