import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/text/width.ts';
import { run, serve } from './support/process.ts';
import { startInTerminal } from './support/pty.ts';

const NARROW = { columns: 40, rows: 24 };

async function post(url: string, path: string, body: object): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function liveSession(url: string): Promise<unknown> {
  const phone = await (await fetch(`${url}/v1/subscribers/79161234567`)).json();
  return (phone as { session: unknown }).session;
}

describe('dial in a terminal', () => {
  it('draws the phone: screen, size, countdown; answers; the SMS; and leaves a transcript', async () => {
    const { url } = await serve();
    const phone = startInTerminal(['dial', '*111*455#', '--url', url], { size: NARROW });
    const menu = await phone.shows(/ [23]:\d\d/);
    expect(phone.screen.alternate).toBe(true);
    expect(phone.screen.lines[0]).toBe('*111*455# from 79161234567');
    expect(phone.screen.lines[1]).toBe(`╭${'─'.repeat(38)}╮`);
    expect(phone.screen.lines[2]).toBe(`│ МТС Бонус${' '.repeat(27)} │`);
    expect(menu).toMatch(/ \d+\/80 UCS2 +[23]:\d\d\n/);
    phone.press('1\r');
    const over = await phone.shows(/╭─ SMS 4555 ─+╮\n│ Вы в программе/);
    expect(over).toContain('│ Принято. Ответ придёт по SMS.');
    expect(over).toContain('The dialogue is over. Press any key.');
    for (const line of phone.screen.lines) expect(displayWidth(line)).toBeLessThanOrEqual(40);
    phone.press('q');
    expect(await phone.ended).toBe(0);
    expect(phone.screen.alternate).toBe(false);
    expect(phone.screen.lines[0]).toBe('Принято. Ответ придёт по SMS.');
    expect(phone.screen.lines[1]).toMatch(/^SMS from 4555: Вы в программе/);
  });

  it('Ctrl-C hangs up', async () => {
    const { url } = await serve();
    const phone = startInTerminal(['dial', '*111*455#', '--url', url]);
    await phone.shows(/6 Выйти/);
    expect(await liveSession(url)).not.toBeNull();
    phone.press('\x03');
    expect(await phone.ended).toBe(0);
    expect(await liveSession(url)).toBeNull();
  });

  it('an empty answer and Esc only explain what to do', async () => {
    const { url } = await serve();
    const phone = startInTerminal(['dial', '*111*455#', '--url', url]);
    await phone.shows(/6 Выйти/);
    phone.press('\r');
    await phone.shows(/Type an answer and press Enter/);
    phone.press('12\x1b');
    await phone.shows(/› *\n/);
    expect(await liveSession(url)).not.toBeNull();
  });

  it('says when the time is up, by the clock of the world', async () => {
    const { url } = await serve();
    const phone = startInTerminal(['dial', '*111*455#', '--url', url]);
    await phone.shows(/ [23]:\d\d/);
    await post(url, '/v1/clock', { advance: 'PT181S' });
    await phone.shows(/Time is up: the network ended the dialogue/);
    phone.press('\r');
    expect(await phone.ended).toBe(0);
  });

  it('shows a frozen clock as such', async () => {
    const { url } = await serve();
    await post(url, '/v1/clock', { freeze: true });
    const phone = startInTerminal(['dial', '*111*455#', '--url', url]);
    await phone.shows(/ 3:00 clock frozen\n/);
  });

  it('shows an SMS that arrives in the middle', async () => {
    const { url } = await serve();
    const phone = startInTerminal(['dial', '*111*455#', '--url', url]);
    await phone.shows(/6 Выйти/);
    await run(['sms', '4555', '', '--url', url]);
    await phone.shows(/6 Выйти(.|\n)*╭─ SMS 4555 ─+╮\n│ Вы в программе/);
  });

  it('is drawn anew when the window changes its size', async () => {
    const { url } = await serve();
    const phone = startInTerminal(['dial', '*111*455#', '--url', url], { size: { columns: 100, rows: 30 } });
    await phone.shows(/^╭─{42}╮/m);
    phone.resize({ columns: 30, rows: 20 });
    await phone.shows(/^╭─{28}╮/m);
  });

  it('has colours, and none with NO_COLOR', async () => {
    const { url } = await serve();
    const painted = async (env: Readonly<Record<string, string>>) => {
      const phone = startInTerminal(['dial', '*111*455#', '--url', url], { env });
      await phone.shows(/6 Выйти/);
      return phone.stdout().includes('\x1b[36m');
    };
    expect(await painted({})).toBe(true);
    expect(await painted({ NO_COLOR: '1' })).toBe(false);
  });

  it('is plain on a dumb terminal', async () => {
    const { url } = await serve();
    const phone = startInTerminal(['dial', '*111*455*1#', '--url', url], { env: { TERM: 'dumb' } });
    expect(await phone.ended).toBe(0);
    expect(phone.stdout()).not.toContain('\x1b');
    expect(phone.stdout()).toContain('SMS from 4555: Вы в программе');
  });

  it('a refused code: the reason, exit code 1', async () => {
    const { url } = await serve();
    const phone = startInTerminal(['dial', '*100', '--url', url]);
    await phone.shows(/must end with #/);
    phone.press('q');
    expect(await phone.ended).toBe(1);
    expect(phone.screen.text).toMatch(/starhash dial: .*must end with #/);
  });

  it('a gateway that goes away: the terminal is given back, exit code 1', async () => {
    const gateway = await serve();
    const phone = startInTerminal(['dial', '*111*455#', '--url', gateway.url]);
    await phone.shows(/6 Выйти/);
    gateway.child.kill('SIGKILL');
    expect(await phone.ended).toBe(1);
    expect(phone.screen.alternate).toBe(false);
    expect(phone.screen.text).toMatch(/no gateway answers at/);
  });
});
