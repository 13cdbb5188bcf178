import { defineConfig } from 'vitest/config';

const UNIT = ['test/code/**', 'test/text/**', 'test/bonus/**', 'test/session/**'].map((path) => `${path}/*.test.ts`);

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: UNIT } },
      {
        test: {
          name: 'system',
          include: ['test/**/*.test.ts'],
          exclude: UNIT,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
