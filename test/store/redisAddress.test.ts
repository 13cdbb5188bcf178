import { describe, expect, it } from 'vitest';
import { readAddress } from '../../src/store/redis/address.ts';

const tls = false;

describe('readAddress', () => {
  const CASES = [
    [
      'redis://localhost',
      { kind: 'standalone', text: 'redis://localhost', login: { tls }, node: { host: 'localhost', port: 6379 }, db: 0 },
    ],
    [
      'redis://h:1/15',
      { kind: 'standalone', text: 'redis://h:1/15', login: { tls }, node: { host: 'h', port: 1 }, db: 15 },
    ],
    [
      'rediss://me:s%3A%40%2F@[::1]:7000/2',
      {
        kind: 'standalone',
        text: 'rediss://[::1]:7000/2',
        login: { tls: true, username: 'me', password: 's:@/' },
        node: { host: '::1', port: 7000 },
        db: 2,
      },
    ],
    [
      'redis+cluster://:pw@a:1,b,c:3',
      {
        kind: 'cluster',
        text: 'redis+cluster://a:1,b,c:3',
        login: { tls, password: 'pw' },
        nodes: [
          { host: 'a', port: 1 },
          { host: 'b', port: 6379 },
          { host: 'c', port: 3 },
        ],
      },
    ],
    [
      'redis+sentinel://a,b:5/main/3',
      {
        kind: 'sentinel',
        text: 'redis+sentinel://a,b:5/main/3',
        login: { tls },
        nodes: [
          { host: 'a', port: 26379 },
          { host: 'b', port: 5 },
        ],
        master: 'main',
        db: 3,
      },
    ],
  ] as const;

  for (const [url, address] of CASES) it(url, () => expect(readAddress(url)).toEqual(address));

  it('shows no password of a URL that it cannot read', () => {
    expect(() => readAddress('redis://:hush@host:port')).toThrow(expect.not.stringContaining('hush'));
  });
});
