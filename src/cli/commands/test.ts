/** `starhash test`: plays session scripts, and says which of them do not come out as they say. */
import type { Command } from '../command.ts';

export const test: Command = {
  name: 'test',
  summary: 'Play session scripts',
  words: ['PATH…'],
  options: {
    via: {
      kind: 'text',
      value: 'WIRE',
      env: ['STARHASH_VIA'],
      fallback: 'local',
      help: 'what to play them on: local (default), or a URL such as http://127.0.0.1:8080',
    },
    sessions: {
      kind: 'text',
      value: 'DIR',
      env: ['STARHASH_SESSIONS'],
      help: 'folder of the service definitions (default: those that come with Starhash)',
    },
    grep: { kind: 'text', value: 'PATTERN', help: 'only scripts whose name matches' },
    tag: { kind: 'list', value: 'TAG', help: 'only scripts with this tag (may be repeated)' },
    possible: { kind: 'flag', help: 'leave out what the wire cannot do, instead of refusing to begin' },
    jobs: { kind: 'text', value: 'N', help: 'scripts at once (default: 16)' },
    bail: { kind: 'flag', help: 'stop after the first that fails' },
    timeout: { kind: 'text', value: 'TIME', fallback: '30s', help: 'longest time for one script (default: 30s)' },
    random: { kind: 'text', value: 'SEED', fallback: 'starhash', help: 'chooses codes and ids of a local run' },
    reporter: { kind: 'text', value: 'NAME', fallback: 'pretty', help: 'pretty (default) or junit' },
    output: { kind: 'text', value: 'FILE', help: 'write the JUnit report to this file' },
    coverage: { kind: 'flag', help: 'say which states and transitions no script reached' },
    update: { kind: 'flag', help: 'rewrite expectations that failed, in place' },
    watch: { kind: 'flag', help: 'run again whenever a script or a definition changes' },
  },
  examples: [
    'starhash test',
    'starhash test sessions/coffee-points',
    'starhash test my.session.yaml:12 --via http://127.0.0.1:8080',
    'starhash test --grep balance --bail',
    'starhash test --reporter junit --output report.xml',
  ],
  notes: [
    'PATH is a script, a folder (all *.session.yaml in it), or FILE:LINE for the script at that line; by default the\n' +
      'folder of --sessions. A script beside a service.yaml is tested with the definitions of that folder’s parent, any\n' +
      'other with those of --sessions.',
    'Each script has a world of its own, with a clock that stands still. What a wire cannot do is said before any runs.\n' +
      'Exit code 1 if a script fails, 2 if a script or definition has mistakes, or there is nothing to run.',
  ],
  // Loaded by those who test: help and wrong use answer sooner.
  run: async (input, deps) => (await import('../testing/runTests.ts')).runTests(input, deps),
};
