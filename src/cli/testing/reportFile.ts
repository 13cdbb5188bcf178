/** The file of `--output`. */
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { WrongUse } from '../failures.ts';

export interface ReportFile {
  /** Throws WrongUse where the disk takes no more. */
  write(text: string): void;
  close(): void;
}

/** Opens it before anything is played: nobody should wait for a report that cannot be written. Throws WrongUse where it cannot. */
export function openReportFile(path: string): ReportFile {
  const file = attempt(path, () => openSync(path, 'w'));
  return {
    write: (text) => attempt(path, () => writeFileSync(file, text)),
    close: () => closeSync(file),
  };
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new WrongUse(`the report cannot be written to ${path}: ${(error as Error).message}.`);
  }
}
