import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A server on loopback that does with a connection what the test wants. @returns its port */
export async function server(onSocket: (socket: Socket) => void): Promise<number> {
  const listening = createServer((socket) => {
    onTestFinished(() => void socket.destroy());
    onSocket(socket.on('error', () => {}));
  });
  await once(listening.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void listening.close());
  return (listening.address() as AddressInfo).port;
}
