/** After a change of figures what falls due is worked out anew. */
import type { FlowDeps } from '../flow/deps.ts';
import { reindexIfChanged } from '../flow/reindex.ts';
import type { Logger, Opened } from './parts.ts';

/** Indexes accounts anew in the background: now, and each time the returned function is called. */
export function startReindexing(deps: FlowDeps, log: Logger, opened: Opened): () => void {
  let over = false;
  let running = Promise.resolve();
  const again = () => {
    running = running.then(() =>
      reindexIfChanged(deps, () => over).catch((err) => log.error({ err }, 'The deadlines could not be indexed anew.')),
    );
  };
  opened.push(() => {
    over = true;
    return running;
  });
  again();
  return again;
}
