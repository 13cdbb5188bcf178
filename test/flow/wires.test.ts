/** The board of those who can be spoken to. */
import { describe, expect, test } from 'vitest';
import { isBindWire, wireBoard } from '../../src/flow/wires.ts';
import { echoApplication, playedWire } from './applicationsFakes.ts';

describe('the board of wires', () => {
  test('the last one attached is in use; one that detaches takes only itself off', () => {
    const board = wireBoard();
    const [first, second] = [playedWire(), playedWire()];
    expect(board.end('main', 'smpp:a')).toBeNull();
    const detachFirst = board.attachWire('main', 'smpp:a', first);
    expect(board.end('main', 'smpp:a')).toBe(first);
    const detachSecond = board.attachWire('main', 'smpp:a', second);
    expect(board.end('main', 'smpp:a')).toBe(second);
    detachFirst();
    expect(board.end('main', 'smpp:a')).toBe(second);
    detachSecond();
    expect(board.end('main', 'smpp:a')).toBeNull();
  });

  test('when the last one goes, the one before it is in use again', () => {
    const board = wireBoard();
    const [first, second] = [playedWire(), playedWire()];
    board.attachWire('main', 'smpp:a', first);
    board.attachWire('main', 'smpp:a', second)();
    expect(board.end('main', 'smpp:a')).toBe(first);
  });

  test('worlds and names are apart', () => {
    const board = wireBoard();
    board.attachWire('main', 'smpp:a', playedWire());
    board.attachApplication('main', 'a', echoApplication());
    expect(board.end('other', 'smpp:a')).toBeNull();
    expect(board.end('main', 'smpp:b')).toBeNull();
    expect(board.application('other', 'a')).toBeNull();
    expect(board.application('main', 'b')).toBeNull();
    expect(board.application('main', 'a')).not.toBeNull();
  });

  test('listeners hear of each change of the end in use, and of nothing else', () => {
    const board = wireBoard();
    const [first, second] = [playedWire(), playedWire()];
    const heard: unknown[] = [];
    const stop = board.onEnd((world, wire, end) => heard.push([world, wire, end]));
    const detachFirst = board.attachWire('main', 'smpp:a', first);
    const detachSecond = board.attachWire('main', 'smpp:a', second);
    detachFirst();
    detachFirst();
    detachSecond();
    detachSecond();
    board.attachApplication('main', 'a', echoApplication());
    expect(heard).toEqual([
      ['main', 'smpp:a', first],
      ['main', 'smpp:a', second],
      ['main', 'smpp:a', null],
    ]);
    stop();
    board.attachWire('main', 'smpp:a', first);
    expect(heard).toHaveLength(3);
  });

  test.each([
    ['smpp:harness', true],
    ['link:operator', true],
    ['http', false],
    ['cli', false],
    ['smppless', false],
  ])('%s is a wire of binds: %s', (wire, expected) => {
    expect(isBindWire(wire)).toBe(expected);
  });
});

test('the ends in use in a world, and the worlds that have any', () => {
  const board = wireBoard();
  const [first, second, third] = [playedWire(), playedWire(), playedWire()];
  board.attachWire('main', 'smpp:a', first);
  const detach = board.attachWire('main', 'smpp:a', second);
  const leave = board.attachWire('ma', 'smpp:a', third);
  expect(board.endsIn('main')).toEqual([second]);
  expect([...board.worlds()]).toEqual(['main', 'ma']);
  detach();
  leave();
  expect([board.endsIn('main'), board.endsIn('ma')]).toEqual([[first], []]);
  expect([...board.worlds()]).toEqual(['main']);
});

describe('turns', () => {
  test('who waits hears that the dialogue ended, with the words for the phone', async () => {
    const { turns } = wireBoard();
    expect(turns.end('s', 'timed-out')).toBe(false);
    const turn = turns.open('s');
    expect(turns.isOpen('s')).toBe(true);
    expect(turns.end('s', 'timed-out')).toBe(true);
    expect(await turn.ended).toEqual({ kind: 'ended-meanwhile', text: 'timed-out' });
    turn.close();
    expect(turns.isOpen('s')).toBe(false);
  });

  test('the turn before does not close the one after it', () => {
    const { turns } = wireBoard();
    const before = turns.open('s');
    turns.open('s');
    before.close();
    expect(turns.isOpen('s')).toBe(true);
  });
});
