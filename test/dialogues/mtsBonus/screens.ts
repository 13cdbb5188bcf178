/** Screens that many dialogues come to. */
import { awaiting, ended } from '../language.ts';

/** What was asked for is done; the rest comes by SMS. */
export const ACCEPTED = ended('Принято', 'SMS');

/** The root of the menu, whole. */
export const ROOT = awaiting(
  /^МТС Бонус\n0 Баланс\n1 Вступить\n2 Подарки \(или код\)\n4 Передать\n5 История\n6 Выйти$/,
);
