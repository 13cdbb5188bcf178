import { defineConfig } from 'vitest/config';
import { summaryReporter } from './scripts/summaryReporter.ts';

const tests = (...rooms: string[]) => rooms.map((room) => `test/${room}/**/*.test.ts`);

/** Rooms without I/O: the inner loop, `npm run test:unit`. */
const UNIT = tests(
  'code',
  'text',
  'yaml',
  'bonus',
  'session',
  'explore',
  'script/language',
  'smpp/pdu',
  'smpp/message',
  'smpp/ussd',
);
/** Pure, too, but long: hundreds of random lives, and broken copies of the core that these must find. */
const LONG = ['histories', 'mutants', 'blockMutants'].map((name) => `test/bonus/${name}.test.ts`);
/** Tests that run the built binary as people do. */
const BINARY = tests('cli', 'durability');

/** One real Redis for all files of a project. */
const REDIS = 'test/support/redisSetup.ts';

const patient = { testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    reporters: ['default', summaryReporter()],
    // One core is left idle otherwise, and most of these wait for sockets and processes now and then.
    maxWorkers: '100%',
    projects: [
      // Pure files cannot disturb each other: they share their modules.
      { test: { name: 'unit', include: UNIT, exclude: LONG, isolate: false } },
      { test: { name: 'long', include: LONG, isolate: false, ...patient } },
      {
        test: {
          name: 'system',
          include: ['test/**/*.test.ts'],
          exclude: [...UNIT, ...BINARY],
          globalSetup: REDIS,
          ...patient,
        },
      },
      { test: { name: 'binary', include: BINARY, globalSetup: ['test/cli/support/build.ts', REDIS], ...patient } },
    ],
  },
});
