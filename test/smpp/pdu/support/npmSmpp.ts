/** npm `smpp` as far as its tables and codec go: an independent reading of the standard. It publishes no types. */
import { createRequire } from 'node:module';

interface NpmType {
  readonly size: (value: unknown) => number;
}

interface NpmPdu {
  readonly command: string;
  readonly command_status: number;
  readonly sequence_number: number;
  readonly [field: string]: unknown;
  toBuffer(): Buffer;
}

interface NpmSmpp {
  readonly PDU: new (command: string | Buffer, options?: Readonly<Record<string, unknown>>) => NpmPdu;
  readonly commands: Readonly<
    Record<string, { readonly id: number; readonly params?: Readonly<Record<string, { readonly type: NpmType }>> }>
  >;
  readonly tlvs: Readonly<Record<string, { readonly id: number; readonly type: NpmType; readonly multiple?: true }>>;
  readonly errors: Readonly<Record<string, number>>;
  readonly types: Readonly<Record<string, NpmType>> & { readonly tlv: Readonly<Record<string, NpmType>> };
}

export const npmSmpp = createRequire(import.meta.url)('smpp') as NpmSmpp;
