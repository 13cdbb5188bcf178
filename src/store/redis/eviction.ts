import { type Client, mastersOf } from './client.ts';

/** A Redis that evicts keys loses sessions and points without a word; warns of it where the policy can be read. */
export async function warnOfEviction(client: Client, onWarning: ((text: string) => void) | undefined): Promise<void> {
  if (onWarning === undefined) return;
  for (const node of mastersOf(client)) {
    const info = await node.info('memory').catch(() => '');
    const policy = /^maxmemory_policy:(.*?)\r?$/m.exec(info)?.[1] ?? 'noeviction';
    if (policy !== 'noeviction') {
      onWarning(`Redis may throw data away: its maxmemory-policy is "${policy}"; set it to "noeviction".`);
    }
  }
}
