import {
  type Commit,
  type CommitResult,
  type Due,
  MESSAGES_KEPT,
  type OutboxEntry,
  type Stored,
} from '../../src/store/port.ts';

/** One world of a store as a few maps: slow, simple, and obviously right. */
export class ModelWorld {
  rev = 1;
  readonly values = new Map<string, Stored & { readonly due: Due | null }>();
  readonly lists = new Map<string, string[]>();
  readonly waiting: (OutboxEntry & { readonly queue: string })[] = [];

  etag(key: string): string {
    return this.values.get(key)?.etag ?? '';
  }

  stored(key: string): Stored | null {
    const found = this.values.get(key);
    return found ? { etag: found.etag, value: found.value } : null;
  }

  commit({ msisdn, expect, ...writes }: Commit): CommitResult {
    if (expect.rev !== this.rev) return 'stale-world';
    const fits =
      this.etag(sessionOf(msisdn)) === expect.session &&
      this.etag(accountOf(msisdn)) === expect.account &&
      expect.records.every(({ key, etag }) => this.etag(recordOf(msisdn, key)) === etag);
    if (!fits) return 'conflict';
    if (writes.session === null) this.values.delete(sessionOf(msisdn));
    else if (writes.session)
      this.set(sessionOf(msisdn), writes.session, { kind: 'session', msisdn }, writes.session.wakeAt);
    if (writes.account) this.set(accountOf(msisdn), writes.account, { kind: 'account', msisdn }, writes.account.wakeAt);
    for (const { key, stored, expiresAt } of writes.records ?? []) {
      this.set(recordOf(msisdn, key), stored, { kind: 'record', msisdn, key }, expiresAt);
    }
    for (const { program, line } of writes.journal ?? []) this.list(journalOf(msisdn, program)).push(line);
    const messages = this.list(messagesOf(msisdn));
    messages.push(...(writes.messages ?? []));
    messages.splice(0, Math.max(0, messages.length - MESSAGES_KEPT));
    for (const write of writes.outbox ?? []) this.waiting.push({ ...write, msisdn });
    return 'committed';
  }

  dropRecord(msisdn: string, key: string, at: number): void {
    if (this.values.get(recordOf(msisdn, key))?.due?.at === at) this.values.delete(recordOf(msisdn, key));
  }

  due(upTo: number, limit: number): Due[] {
    const rank = (due: Due) => `${due.msisdn} ${due.kind} ${due.key ?? ''}`;
    return [...this.values.values()]
      .flatMap(({ due }) => (due !== null && due.at <= upTo ? [due] : []))
      .sort((a, b) => a.at - b.at || (rank(a) < rank(b) ? -1 : 1))
      .slice(0, limit);
  }

  outbox(queue: string, upTo: number, limit: number, from = Number.NEGATIVE_INFINITY): OutboxEntry[] {
    const rank = ({ msisdn, id }: OutboxEntry) => `${msisdn} ${id}`;
    return this.waiting
      .filter((entry) => entry.queue === queue && entry.at >= from && entry.at <= upTo)
      .sort((a, b) => a.at - b.at || (rank(a) < rank(b) ? -1 : 1))
      .map(({ queue: _, ...entry }) => entry)
      .slice(0, limit);
  }

  removeOutbox(queue: string, entries: readonly OutboxEntry[]): void {
    for (const { msisdn, id } of entries) {
      const found = this.waiting.findIndex((one) => one.queue === queue && one.msisdn === msisdn && one.id === id);
      if (found >= 0) this.waiting.splice(found, 1);
    }
  }

  having(kind: 'account' | 'session'): string[] {
    return [...this.values.keys()]
      .filter((key) => key.startsWith(`${kind} `))
      .map((key) => key.split(' ')[1] as string);
  }

  list(name: string): string[] {
    const list = this.lists.get(name) ?? [];
    this.lists.set(name, list);
    return list;
  }

  private set(name: string, { etag, value }: Stored, owner: Omit<Due, 'at'>, at: number | null): void {
    this.values.set(name, { etag, value, due: at === null ? null : { ...owner, at } });
  }
}

export const sessionOf = (msisdn: string): string => `session ${msisdn}`;
export const accountOf = (msisdn: string): string => `account ${msisdn}`;
export const recordOf = (msisdn: string, key: string): string => `record ${msisdn} ${key}`;
export const messagesOf = (msisdn: string): string => `messages ${msisdn}`;
export const journalOf = (msisdn: string, program: string): string => `journal ${msisdn} ${program}`;
