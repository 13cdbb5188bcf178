/** Number of shards. Fixed for ever: it decides under which hash tag, thus in which Cluster slot, a subscriber lives. */
export const SHARDS = 64;

/** Shard numbers 0 … 63. */
export const ALL_SHARDS: readonly number[] = Array.from({ length: SHARDS }, (_, shard) => shard);

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => crcOfByte(byte));

/** Shard of a subscriber: CRC-32 (IEEE 802.3) of the MSISDN's ASCII characters, modulo 64. */
export function shardOf(msisdn: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < msisdn.length; i++) {
    crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ msisdn.charCodeAt(i)) & 0xff] as number);
  }
  return (crc ^ 0xffffffff) & (SHARDS - 1);
}

function crcOfByte(byte: number): number {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
}
