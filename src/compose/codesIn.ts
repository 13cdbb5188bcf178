/** The codes that the services of a folder have: what a new one must keep clear of. */
import type { CodeInUse, CodesInUse } from '../cli/deps.ts';
import { readServiceFiles } from '../files/serviceFiles.ts';
import { groupByFolder, readFolder } from '../session/definition/folder.ts';
import { UNREADABLE } from '../yaml/unread.ts';

/** As far as the definitions can be read, whatever else is wrong in them. Rejects with a sentence about the folder. */
export async function codesIn(folder: string): Promise<CodesInUse> {
  const drafts = groupByFolder(await readServiceFiles(folder)).map((one) => readFolder(one).draft);
  const routes = drafts.flatMap(({ id, raw }) => raw.routes.map(({ route }) => ({ service: id, route })));
  const readable = ({ code }: CodeInUse) => code !== UNREADABLE;
  return {
    ussd: routes
      .flatMap(({ service, route }) => ('ussd' in route ? [{ code: route.ussd, service }] : []))
      .filter(readable),
    shortCodes: routes
      .flatMap(({ service, route }) => ('sms' in route ? [{ code: route.sms, service }] : []))
      .filter(readable),
  };
}
