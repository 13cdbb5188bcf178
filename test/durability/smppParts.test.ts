/** kill -9 between the parts of a long SMS: the next process has the part that was acknowledged, and knows that it wished a receipt. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { PduOf } from '../../src/smpp/pdu/pdu.ts';
import { accept, bindPeer, type Peer, submitSm } from '../smpp/smsc/support/peer.ts';
import { startRedisServer } from '../support/redisServer.ts';
import { startGateway } from './support/gatewayProcess.ts';

const TIMEOUT = 60_000;
const BOB = '79160000002';

async function folder(): Promise<readonly string[]> {
  const path = await mkdtemp(join(tmpdir(), 'starhash-parts-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return ['--data', path];
}

async function redis(): Promise<readonly string[]> {
  const server = await startRedisServer();
  onTestFinished(server.stop);
  return ['--redis', server.url];
}

/** A part of an SMS to BOB that wishes a receipt. */
function part(number: number, text: string): Buffer {
  return submitSm(number + 1, {
    destination_addr: BOB,
    dest_addr_ton: 1,
    esm_class: 0x40,
    registered_delivery: 1,
    short_message: Buffer.concat([Buffer.from([5, 0, 3, 7, 2, number]), Buffer.from(text)]),
  });
}

async function acknowledged(peer: Peer, octets: Buffer): Promise<string> {
  const { command, status, body } = (await peer.ask(octets)) as PduOf<'submit_sm_resp'>;
  expect([command, status]).toEqual(['submit_sm_resp', 0]);
  return body.message_id;
}

/** The text of the next receipt, which is accepted. */
async function receipt(peer: Peer): Promise<string> {
  const pdu = (await peer.next()) as PduOf<'deliver_sm'>;
  peer.write(accept(pdu));
  return pdu.body.short_message.toString();
}

test.each([
  ['embedded', folder],
  ['redis', redis],
] as const)(
  '%s',
  async (_, place) => {
    const flags = await place();
    const first = await startGateway(flags);
    const one = await acknowledged(await bindPeer(first.smpp), part(1, 'Hello '));
    await first.kill();

    const second = await startGateway(flags);
    const peer = await bindPeer(second.smpp);
    const two = await acknowledged(peer, part(2, 'world'));
    for (const id of [one, two]) {
      expect(await receipt(peer)).toMatch(new RegExp(`^id:${id} .*text:Hello world$`));
    }
    peer.socket.destroy();
    expect(await second.stop()).toBe('0');
    expect(second.log()).toBe('');
  },
  TIMEOUT,
);
