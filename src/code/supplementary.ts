/** Supplementary services that a phone asks of the network by their own signalling, not by USSD (TS 22.030 Annex B). */

export type Language = 'ru' | 'en' | 'ro';

export interface SupplementaryService {
  readonly names: Readonly<Record<Language, string>>;
  /** Call forwarding: `*` with a number in SIA registers it (TS 22.030 §6.5.2). */
  readonly forwards: boolean;
  /** May be asked for one call: a number to call follows the `#`. */
  readonly perCall: boolean;
}

type Row = readonly [codes: readonly string[], ru: string, en: string, ro: string];

const FORWARDING: readonly Row[] = [
  [['21'], 'Переадресация всех вызовов', 'Forwarding of all calls', 'Redirecționarea tuturor apelurilor'],
  [['67'], 'Переадресация, если занято', 'Forwarding when busy', 'Redirecționare dacă este ocupat'],
  [['61'], 'Переадресация без ответа', 'Forwarding when not answered', 'Redirecționare dacă nu se răspunde'],
  [['62'], 'Переадресация вне сети', 'Forwarding when not reachable', 'Redirecționare dacă nu este disponibil'],
  [['002'], 'Любая переадресация', 'Any forwarding', 'Orice redirecționare'],
  [['004'], 'Условная переадресация', 'Conditional forwarding', 'Redirecționare condiționată'],
];

const PLAIN: readonly Row[] = [
  [['03'], 'Пароль запрета вызовов', 'Call barring password', 'Parola pentru blocarea apelurilor'],
  [['30'], 'Определитель номера', 'Caller number display', 'Afișarea numărului apelant'],
  [['31'], 'Антиопределитель номера', 'Hiding your number', 'Ascunderea numărului propriu'],
  [['76'], 'Номер ответившего', 'Connected number display', 'Afișarea numărului conectat'],
  [['77'], 'Скрытие номера ответившего', 'Hiding the connected number', 'Ascunderea numărului conectat'],
  [['300'], 'Имя звонящего', 'Caller name display', 'Afișarea numelui apelantului'],
  [['43'], 'Ожидание вызова', 'Call waiting', 'Apel în așteptare'],
  [['33'], 'Запрет исходящих', 'Barring of outgoing calls', 'Blocarea apelurilor efectuate'],
  [['331'], 'Запрет международных', 'Barring of international calls', 'Blocarea apelurilor internaționale'],
  [
    ['332'],
    'Запрет международных, кроме домой',
    'Barring of international calls except home',
    'Blocarea apelurilor internaționale, fără acasă',
  ],
  [['35'], 'Запрет входящих', 'Barring of incoming calls', 'Blocarea apelurilor primite'],
  [['351'], 'Запрет входящих в роуминге', 'Barring of incoming calls abroad', 'Blocarea apelurilor primite în roaming'],
  [['330'], 'Все запреты вызовов', 'All call barring', 'Toate blocările de apeluri'],
  [['333'], 'Запреты исходящих', 'All barring of outgoing calls', 'Toate blocările apelurilor efectuate'],
  [['353'], 'Запреты входящих', 'All barring of incoming calls', 'Toate blocările apelurilor primite'],
  [['37'], 'Дозвон до занятого', 'Call completion to a busy number', 'Reapelarea numărului ocupat'],
  [['66'], 'Отклонение вызова', 'Call deflection', 'Devierea apelului'],
  [['96'], 'Перевод вызова', 'Call transfer', 'Transferul apelului'],
  [['214'], 'Следование за номером', 'Follow me', 'Urmărirea numărului'],
  [['88'], 'Несколько вызовов сразу', 'Multicall', 'Apeluri multiple'],
];

const PER_CALL: readonly Row[] = [
  [['75', '750', '751', '752', '753', '754'], 'Приоритет вызова', 'Call priority', 'Prioritatea apelului'],
  [['360', '361', '362', '363'], 'Сообщения при вызове', 'User-to-user signalling', 'Semnalizare între utilizatori'],
  [['591', '592', '593', '594'], 'Профиль абонента', 'Subscriber profile', 'Profilul abonatului'],
];

/** Service code → service. 002 and 004 are forwarding; 75n, 36n and 59n stand here once for each n. */
export const SUPPLEMENTARY_SERVICES: ReadonlyMap<string, SupplementaryService> = new Map([
  ...toEntries(FORWARDING, { forwards: true, perCall: false }),
  ...toEntries(PLAIN, { forwards: false, perCall: false }),
  ...toEntries(PER_CALL, { forwards: false, perCall: true }),
]);

function toEntries(
  rows: readonly Row[],
  kind: { readonly forwards: boolean; readonly perCall: boolean },
): [string, SupplementaryService][] {
  return rows.flatMap(([codes, ru, en, ro]) =>
    codes.map((code): [string, SupplementaryService] => [code, { names: { ru, en, ro }, ...kind }]),
  );
}
