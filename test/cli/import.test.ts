/** `starhash import`: a dialoguss file becomes a script that passes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run, temporaryFolder } from './support/process.ts';

const DIALOGUSS = `url: http://127.0.0.1:3000/ussd
dial: "*111*455#"
phoneNumber: "79161234567"
sessions:
  - id: join
    description: a stranger joins
    steps:
      - expect: |-
          МТС Бонус
          0 Баланс
          1 Вступить
          2 Подарки (или код)
          4 Передать
          5 История
          6 Выйти
      - userInput: "1"
        expect: Принято. Ответ придёт по SMS.
`;

describe('starhash import', () => {
  it('writes a script that passes', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'menu.yaml'), DIALOGUSS);
    expect(await run(['import', 'menu.yaml', '--output', 'menu.session.yaml'], { cwd })).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    const { code, stdout } = await run(['test', 'menu.session.yaml'], { cwd });
    expect(stdout).toMatch(/1 passed/);
    expect(code).toBe(0);
  });

  it('never writes over a file', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'menu.yaml'), DIALOGUSS);
    const { code, stderr } = await run(['import', 'menu.yaml', '--output', 'menu.yaml'], { cwd });
    expect(stderr).toContain('menu.yaml is there already.');
    expect(code).toBe(2);
    expect(readFileSync(join(cwd, 'menu.yaml'), 'utf8')).toBe(DIALOGUSS);
  });

  it('tells what it cannot read, with its place', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'menu.yaml'), DIALOGUSS.replace('userInput', 'userInptu'));
    const { code, stderr } = await run(['import', 'menu.yaml'], { cwd });
    expect(stderr).toMatch(/^menu\.yaml:16:9: .*userInptu.*\n {4}fix: did you mean "userInput"/m);
    expect(code).toBe(2);
  });
});
