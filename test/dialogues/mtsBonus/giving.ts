/** What the dialogues about giving points have in common. */
import { CODE, refused, type Sms, type Step, sms, TRANSFER } from '../language.ts';
import { ANNA, BORIS, VERA } from './people.ts';

export const ASKS_NUMBER = 'Кому передать баллы? Номер телефона:';
export const ASKS_POINTS = `Сколько баллов для ${BORIS}?`;
export const ASKS_CODE = 'Код из SMS:';

/** Giver and receiver; the day's limit is out of reach. */
export const TWO = { [ANNA]: { points: 1000 }, [BORIS]: { points: 0 } };
/** A giver with more than the limits, and two receivers. */
export const THREE = { [ANNA]: { points: 20_000 }, [BORIS]: { points: 0 }, [VERA]: { points: 0 } };

/** The SMS starts with the code of 4 digits and says what it is for and how long it is good. */
export function codeSms(points: number, to: string): Sms {
  return sms(new RegExp(`^\\d{4} .*${points} балл.*${to}.* 5 минут`));
}

/** To the giver, when the points have moved. */
export function sentSms(points: number, to: string, left: number): Sms {
  return sms(new RegExp(`Вы передали ${points} балл`), to, `Осталось: ${left}.`);
}

/** To the receiver. */
export function receivedSms(points: number, from: string, balance: number): Sms {
  return sms(new RegExp(`Вам передали ${points} балл`), from, `Всего: ${balance}.`);
}

/** Asks for a transfer over the API: the code comes by SMS, nothing has moved. */
export function asks(points: number, to: string, expiresAt?: string): Step {
  const figures = expiresAt === undefined ? { to, points } : { to, points, expiresAt };
  return { api: { op: 'transfer', to, points }, expect: { figures }, told: [codeSms(points, to)] };
}

/** A transfer that is refused at once. */
export function isRefused(points: number, to: string, word: string, figures = {}): Step {
  return { api: { op: 'transfer', to, points }, expect: refused(word, figures) };
}

/** A transfer from its beginning to its end, told to both. */
export function gives(points: number, to: string, left: number, receiverHas: number): readonly Step[] {
  return [
    asks(points, to),
    {
      api: { op: 'confirm', id: TRANSFER, code: CODE },
      expect: { figures: { balance: left } },
      told: [sentSms(points, to, left)],
    },
    { inbox: [receivedSms(points, ANNA, receiverHas)], of: to },
  ];
}

/** A code that is refused. */
export function confirmRefused(code: string, word: string, figures = {}): Step {
  return { api: { op: 'confirm', id: TRANSFER, code }, expect: refused(word, figures) };
}
