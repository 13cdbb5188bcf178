import { phone } from 'starhash/testing';
import { describe, expect, test } from 'vitest';

const sessions = 'services';

describe('a table', () => {
  test('is booked in one dialogue', async () => {
    const p = await phone('79161234567', { sessions });
    await p.dial('*150#');
    expect(p).toShow('For how many?');
    await p.answer('4');
    expect(p).toShow('Booked: a table for 4.');
    expect(p).toHaveEnded();
  });

  test.each([
    ['1', 'a table for one'],
    ['12', 'a table for 12'],
  ])('for %s can be dialled at once', async (seats, booked) => {
    const p = await phone('79161234567', { sessions });
    await p.dial(`*150*${seats}#`);
    expect(p).toShow(booked);
  });

  test('is asked for again where the answer is no number, three times', async () => {
    const p = await phone('79161234567', { sessions });
    await p.dial('*150#');
    await p.answer('many');
    expect(p).toShow(/^A number, please\.\nFor how many\?$/);
    expect(p).not.toHaveEnded();
    await p.answer('all of us');
    await p.answer('?');
    expect(p).toShow('Please call us instead.');
  });

  test('is not kept for somebody who says nothing', async () => {
    const p = await phone('79161234567', { sessions });
    await p.dial('*150#');
    await p.world.wait('10m');
    expect(p).toHaveEnded();
    await p.answer('4');
    expect(p).toBeRefused('session-over');
  });
});
