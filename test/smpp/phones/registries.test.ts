/** What adapters remember, and for how long. */
import { expect, test } from 'vitest';
import { messageIds } from '../../../src/smpp/adapter/messageIds.ts';
import { openTalks, type Talk } from '../../../src/smpp/applications/talks.ts';
import type { Link } from '../../../src/smpp/link/types.ts';
import { type Live, openLives } from '../../../src/smpp/phones/lives.ts';

const LINK = {} as Link;
const NOBODY = { ton: 0, npi: 0, addr: '' };

function live(msisdn: string, key = '0500', link = LINK): Live {
  const thread = { carrier: 'deliver_sm', source: NOBODY, destination: NOBODY, mark: 0, begunBy: 'phone' } as const;
  return { ...thread, msisdn, key, link, sessionId: msisdn, language: '', isGone: false };
}

test('a phone has one dialogue: a new one takes the place of the one before', () => {
  const lives = openLives();
  const [first, second] = [live('1'), live('1', '0600')];
  lives.put(first);
  lives.put(first);
  expect(first.isGone).toBe(false);
  lives.put(second);
  expect([first.isGone, second.isGone]).toEqual([true, false]);
  expect(lives.find('1', '0500')).toBeNull();
  expect(lives.find('1', '0600')).toBe(second);
  lives.remove(first);
  expect(lives.find('1', '0600')).toBe(second);
  lives.remove(second);
  expect(lives.size).toBe(0);
});

test('the dialogues of a bind are taken out at once, or those of all', () => {
  const lives = openLives();
  const other = { ...LINK };
  const all = [live('1'), live('2', '0500', other), live('3')];
  for (const one of all) lives.put(one);
  expect(lives.takeOut((one) => one.link === LINK).map(({ msisdn }) => msisdn)).toEqual(['1', '3']);
  expect(all.map(({ isGone }) => isGone)).toEqual([true, false, true]);
  expect(lives.takeOut(() => true)).toEqual([all[1]]);
  expect(lives.size).toBe(0);
});

test('memory has an end: the oldest is forgotten, and goes on', () => {
  const lives = openLives(2);
  const all = [live('1'), live('2'), live('3')];
  for (const one of all) lives.put(one);
  expect(lives.size).toBe(2);
  expect(lives.find('1', '0500')).toBeNull();
  expect(all[0]?.isGone).toBe(false);
});

test('an application has no more dialogues than so many: the oldest is lost, and who waits in it hears so', () => {
  const talks = openTalks(2);
  const heard: string[] = [];
  const talk = (msisdn: string): Talk => ({
    ...live(msisdn),
    begunBy: 'phone',
    carrier: 'deliver_sm',
    waiting: {
      resolve: ({ kind }) => heard.push(`${msisdn} ${kind}`),
      cancel: () => heard.push(`${msisdn} cancelled`),
    },
  });
  for (const msisdn of ['1', '2', '1', '3']) talks.put(talk(msisdn));
  expect(heard).toEqual(['1 cancelled', '1 lost', '2 cancelled', '2 lost']);
  expect(talks.all().map(({ msisdn }) => msisdn)).toEqual(['1', '3']);
});

test('message ids: 12 hexadecimal digits, the first not 0, none twice, a new prefix when one is used up', () => {
  let prefix = 0;
  const next = messageIds(() => prefix++);
  const ids = Array.from({ length: 900_001 }, next);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids[0]).toBe('100000100000');
  expect(ids[899_999]).toBe('100000999999');
  expect(ids[900_000]).toBe('100001100000');
  expect(messageIds((below) => below - 1)()).toBe('FFFFFF100000');
});
