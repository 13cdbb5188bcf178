import { expect, test } from 'vitest';
import { createLogger } from '../../src/http/log.ts';
import { startHttp } from '../../src/http/serve.ts';
import { openHarness } from '../support/harness.ts';
import { STORES } from '../support/stores.ts';

test('the bare address leads to the page to read', async () => {
  const [[, open]] = STORES;
  const opened = await open();
  const harness = await openHarness(opened.store);
  const logger = createLogger({ level: 'silent' });
  const http = await startHttp({ gateway: harness.gateway, host: '127.0.0.1', port: 0, logger });
  const answer = await fetch(`${http.url}/`);
  expect(answer.url).toBe(`${http.url}/docs`);
  expect(answer.headers.get('content-type')).toContain('text/html');
  await http.close();
  await harness.stop();
  await opened.close();
});
