/** Made-up machines, for whatever walks or draws one. */
import { compileServices } from '../../../src/session/definition/compile.ts';
import type { Service } from '../../../src/session/types.ts';
import { RU } from '../../session/definition/mini.ts';

/** A service of one language with these states, as they stand under `states:`; texts are `t0`, `t1`… Throws where it does not compile. */
export function serviceWith(states: string, texts: readonly string[] = []): Service {
  const service = [
    'languages: [ru]',
    'tooMany: sorry',
    'routes: [{ ussd: "*200", start: root }]',
    'states:',
    states,
    '  sorry: { end: sorry }',
  ].join('\n');
  const words = `${RU}${texts.map((text, index) => `t${index}: ${JSON.stringify(text)}\n`).join('')}`;
  const { services, issues } = compileServices([
    { path: 'made-up/service.yaml', text: service },
    { path: 'made-up/texts.ru.yaml', text: words },
  ]);
  const [made] = services;
  if (made === undefined) throw new Error(JSON.stringify(issues));
  return made;
}

/** A machine of so many states: menus that lead on, back and across, questions between, ends at the bottom. Always the same. */
export function machineOf(count: number): Service {
  const names = Array.from({ length: count }, (_, index) => (index === 0 ? 'root' : `state-${index}`));
  const next = numbers();
  const states = names.map((name, index) => {
    const children = [1, 2, 3].map((child) => names[3 * index + child]);
    const targets = children.map((child) => child ?? 'done');
    if (next() % 5 === 0) targets.push(names[next() % count] ?? 'done');
    const input = `input: { type: digits, length: 4, set: pin, go: ${targets[0]} }`;
    if (3 * index + 2 >= count && index % 2 === 0) return `  ${name}: { ask: t1, ${input} }`;
    const options = targets.map((target, option) => `"${option + 1}": { label: t${2 + (next() % 3)}, go: ${target} }`);
    return `  ${name}: { menu: t5, options: { ${options.join(', ')} } }`;
  });
  const texts = ['Принято.', 'Код из SMS:', 'Баланс', 'Подарки и скидки', 'Помощь', 'Услуга оператора'];
  return serviceWith([...states, '  done: { end: t0 }'].join('\n'), texts);
}

/** A machine of so many states in a chain, each of which leads far on and back as well. Always the same. */
export function tangleOf(count: number): Service {
  const next = numbers();
  const states = Array.from({ length: count }, (_, index) => {
    const targets = [`s${index + 1}`, ...Array.from({ length: 6 }, () => `s${1 + (next() % count)}`)];
    const options = targets.map((target, option) => `"${option + 1}": { label: t1, go: ${target} }`);
    return `  ${index === 0 ? 'root' : `s${index}`}: { menu: t0, options: { ${options.join(', ')} } }`;
  });
  return serviceWith([...states, `  s${count}: { end: t0 }`].join('\n'), ['Да', 'и']);
}

/** Numbers without order that are always the same (a linear congruential generator, Numerical Recipes). */
function numbers(): () => number {
  let state = 1;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return Math.floor(state / 65536);
  };
}
