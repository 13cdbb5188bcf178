/** What phones do. */
import { offersKey } from '../offers.ts';
import { textOf } from '../variables.ts';
import { around, done, phoneSent, shown, WELL } from './acted.ts';
import type { Doing } from './doing.ts';

/** Longer than anything that a person turns. */
const MOST_PAGES = 100;

export const dial: Doing<'dial'> = async (stage, { code }, msisdn) => {
  const dialled = textOf(code, stage.variables);
  return shown(stage, msisdn, phoneSent(dialled), await stage.scene.dial(msisdn, dialled));
};

export const answer: Doing<'answer'> = async (stage, { input }, msisdn) => {
  const typed = textOf(input, stage.variables);
  return shown(stage, msisdn, phoneSent(typed), await stage.scene.answer(msisdn, typed));
};

export const hangUp: Doing<'hangup'> = async (stage, _act, msisdn) => {
  const reply = await stage.scene.hangUp(msisdn);
  if (reply.ok) stage.screens.delete(msisdn);
  return done(phoneSent('hangs up'), reply);
};

export const sms: Doing<'sms'> = async ({ scene, variables }, { to, text }, msisdn) => {
  const [number, words] = [textOf(to, variables), textOf(text, variables)];
  return done(phoneSent(`SMS to ${number}: ${words}`), await scene.sms(msisdn, number, words));
};

export const push: Doing<'push'> = async (stage, { from, text, reply }, msisdn) => {
  const { scene, variables } = stage;
  const pushed = { from: textOf(from, variables), text: textOf(text, variables), reply };
  return shown(stage, msisdn, around(`USSD push from ${pushed.from}`), await scene.push(msisdn, pushed));
};

export const look: Doing<'look'> = async ({ screens }, _act, msisdn) => {
  const screen = screens.get(msisdn);
  return { deed: around('looks'), reply: WELL, screens: screen === undefined ? [] : [screen], returned: null };
};

export const pages: Doing<'pages'> = async (stage, { key }, msisdn) => {
  const first = stage.screens.get(msisdn);
  const turned = first === undefined ? [] : [first];
  for (let last = first; last?.awaiting && offersKey(last.text, key); last = turned.at(-1)) {
    if (turned.length > MOST_PAGES) throw new Error(`There are more than ${MOST_PAGES} pages.`);
    const reply = await stage.scene.answer(msisdn, key);
    if (!reply.ok) return { deed: phoneSent(keys(key, turned.length)), reply, screens: turned, returned: null };
    stage.screens.set(msisdn, reply.value);
    turned.push(reply.value);
  }
  return { deed: phoneSent(keys(key, turned.length - 1)), reply: WELL, screens: turned, returned: null };
};

function keys(key: string, times: number): string {
  return times < 1 ? 'turns no page' : Array.from({ length: times }, () => key).join(' ');
}
