/** The words of an emulated phone, for what it does itself. */
import type { PinOutcome } from './pin.ts';
import type { Action } from './procedure.ts';
import type { Language } from './supplementary.ts';

export interface PhoneWords {
  readonly pin: Readonly<Record<PinOutcome, (name: string) => string>>;
  /** What `done` says: a PIN is changed, a PUK lets a new PIN in. */
  readonly unblocked: (name: string) => string;
  readonly actions: Readonly<Record<Action, string>>;
  readonly clir: (number: string, shown: boolean) => string;
  readonly call: (number: string) => string;
  readonly emergency: (number: string) => string;
}

/** The phone's words by language. Short: a screen of UCS2 has 80 units. */
export const PHONE_WORDS: Readonly<Record<Language, PhoneWords>> = {
  ru: {
    pin: {
      done: (name) => `${name} изменён.`,
      mismatch: (name) => `Новый ${name} набран по-разному. Ничего не изменилось.`,
      malformed: (name) => `${name} не изменён: код набран неверно.`,
    },
    unblocked: (name) => `${name} разблокирован и изменён.`,
    actions: {
      activate: 'включение',
      deactivate: 'отключение',
      interrogate: 'проверка',
      register: 'включение и настройка',
      erase: 'отключение и сброс',
    },
    clir: (number, shown) => `Звонок на ${number}. Ваш номер ${shown ? 'виден' : 'скрыт'}.`,
    call: (number) => `Голосовой звонок на ${number}. USSD-код пишут так: *100#.`,
    emergency: (number) => `Экстренный вызов ${number}.`,
  },
  en: {
    pin: {
      done: (name) => `${name} changed.`,
      mismatch: (name) => `The new ${name} was not typed twice alike. Nothing has changed.`,
      malformed: (name) => `${name} not changed: the code is not right.`,
    },
    unblocked: (name) => `${name} unblocked and changed.`,
    actions: {
      activate: 'switch on',
      deactivate: 'switch off',
      interrogate: 'check',
      register: 'set up and switch on',
      erase: 'switch off and clear',
    },
    clir: (number, shown) => `Call to ${number}. Your number is ${shown ? 'shown' : 'hidden'}.`,
    call: (number) => `Voice call to ${number}. A USSD code looks like *100#.`,
    emergency: (number) => `Emergency call to ${number}.`,
  },
  ro: {
    pin: {
      done: (name) => `${name} a fost schimbat.`,
      mismatch: (name) => `Noul ${name} nu a fost introdus la fel de două ori. Nu s-a schimbat nimic.`,
      malformed: (name) => `${name} nu a fost schimbat: codul nu este corect.`,
    },
    unblocked: (name) => `${name} a fost deblocat și schimbat.`,
    actions: {
      activate: 'activare',
      deactivate: 'dezactivare',
      interrogate: 'verificare',
      register: 'configurare și activare',
      erase: 'dezactivare și ștergere',
    },
    clir: (number, shown) => `Apel către ${number}. Numărul dvs. este ${shown ? 'vizibil' : 'ascuns'}.`,
    call: (number) => `Apel vocal către ${number}. Un cod USSD arată așa: *100#.`,
    emergency: (number) => `Apel de urgență la ${number}.`,
  },
};
