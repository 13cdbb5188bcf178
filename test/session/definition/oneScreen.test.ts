import { expect, test } from 'vitest';
import { compileServices } from '../../../src/session/definition/compile.ts';
import { shippedFiles } from './shipped.ts';

const LONG = 'Услуга обновилась, наберите код ещё раз. '.repeat(3);

test.each(['service-changed', 'wrong-code-dialled'])('%s must fit one screen, in every language', (key) => {
  const files = shippedFiles('mts-bonus').map(({ path, text }) => {
    const longer = text.replace(new RegExp(`^${key}: .*$`, 'm'), `${key}: "${LONG}"`);
    return { path, text: path.endsWith('texts.ru.yaml') ? longer : text };
  });
  const { issues } = compileServices(files);
  expect(issues).toMatchObject([
    {
      file: expect.stringContaining('texts.ru.yaml'),
      message: expect.stringMatching(new RegExp(`"${key}" takes \\d+ units; it is shown on one screen of 80`)),
      fix: 'shorten it',
    },
  ]);
});
