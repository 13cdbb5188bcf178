/** What the command line needs to look into machines: definitions, the explorer, the drawings. */
import type { Explored, MachineTools } from '../cli/deps.ts';
import { explore } from '../explore/explore.ts';
import { mermaidOf } from '../explore/graph/mermaid.ts';
import { svgOf } from '../explore/graph/svg.ts';
import { scriptOf } from '../explore/script.ts';
import { isSound, showExploration } from '../explore/show.ts';
import { definitionsOf } from '../files/liveDefinitions.ts';
import { readServiceFiles } from '../files/serviceFiles.ts';
import type { Service } from '../session/types.ts';

const DRAWINGS = { svg: svgOf, mermaid: mermaidOf } as const;

export const machineTools: MachineTools = {
  explore: async (folders, limit) => (await servicesIn(folders)).map((service) => explored(service, limit)),
  draw: async (folders, format) =>
    (await servicesIn(folders)).map((service) => ({ service: service.id, text: DRAWINGS[format](service) })),
};

/** Rejects with DefinitionErrors, or a sentence about a folder. */
async function servicesIn(folders: readonly string[]): Promise<readonly Service[]> {
  const files = (await Promise.all(folders.map(readServiceFiles))).flat();
  return [...definitionsOf(files).services.values()];
}

function explored(service: Service, limit: number | undefined): Explored {
  const report = explore(service, limit);
  return {
    sound: isSound(report),
    words: showExploration(report),
    report,
    scripts: report.findings.map((finding, index) => scriptOf(service, finding, index + 1)),
  };
}
