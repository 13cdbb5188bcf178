/** `starhash test` on wires of others: a gateway over HTTP and SMPP, an application behind a callback. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openMenuApplication } from '../script/wires/menuApplication.ts';
import { SESSIONS } from '../support/harness.ts';
import { run, serve } from './support/process.ts';

const PIZZA = fileURLToPath(new URL('../script/wires/pizza.session.yaml', import.meta.url));

describe('an application of npm ussd-menu-builder', () => {
  it('a script for it passes', async () => {
    const application = await openMenuApplication();
    onTestFinished(application.close);
    const { code, stdout, stderr } = await run(['test', PIZZA, '--via', `callback:${application.url}#code=*384*77`]);
    expect(stdout).toMatch(/3 passed/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('scripts that need points are refused before anything is asked', async () => {
    const file = join(SESSIONS, 'mts-bonus', 'balance.session.yaml');
    const { code, stdout, stderr } = await run(['test', file, '--via', 'callback:http://127.0.0.1:9/ussd']);
    expect(stdout + stderr).toMatch(/cannot be played via callback.*Nothing was run/s);
    expect(code).toBe(2);
  });

  it('where nothing is left, --possible runs nothing and says so by its exit code', async () => {
    const file = join(SESSIONS, 'mts-bonus', 'balance.session.yaml');
    const { code } = await run(['test', file, '--possible', '--via', 'callback:http://127.0.0.1:9/ussd']);
    expect(code).toBe(2);
  });
});

describe('the shipped scripts', () => {
  it('pass locally, over HTTP and over SMPP, with the same count', async () => {
    const gateway = await serve();
    const [, http, smpp] = /http=(\S+) smpp=(\S+)/.exec(gateway.stdout()) ?? [];
    const vias = ['local', http ?? '', `smpp://harness:secret@${smpp}?control=${http}`];
    const counts: (string | undefined)[] = [];
    for (const via of vias) {
      const { code, stdout } = await run(['test', '--via', via]);
      expect(code, stdout).toBe(0);
      counts.push(/^(\d+) passed/m.exec(stdout)?.[1]);
    }
    expect(counts).toEqual([counts[0], counts[0], counts[0]]);
    expect(Number(counts[0])).toBeGreaterThan(190);
  });
});

describe('from inside the folder of a service', () => {
  it.each(['lint', 'test'])('starhash %s . knows the service by that folder', async (command) => {
    const { code, stdout, stderr } = await run([command, '.'], { cwd: join(SESSIONS, 'mts-bonus') });
    expect(stderr).toBe('');
    expect(stdout).toMatch(command === 'lint' ? /1 service checked \(mts-bonus/ : /\d+ passed/);
    expect(code).toBe(0);
  });
});
