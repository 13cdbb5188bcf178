/** The OpenAPI document of a bonus core: `docs/bonus-core.openapi.yaml` is made of it. */
import { CORE_CALLS } from './calls/core.ts';
import { type OpenApi, openApi } from './openapi.ts';

const INFO = {
  title: 'Bonus core',
  description:
    'What a gateway asks of a bonus core that runs elsewhere (`starhash serve --core PROGRAM=URL`). `starhash core` answers all of it; a core of your own may leave out worlds (404 or 405) and whatever its programs do not offer (`not-available`). A repeated Idempotency-Key gives the same answer, with the same SMS, and has no second effect: the gateway asks again under the same key for 23 hours when an answer got lost. Members of an answer that are not described are kept as figures for texts (numbers and strings; names that end in `At` are instants in ISO 8601), the rest is ignored. An answer has at most 1 MB, 16 levels, and comes within 5 seconds. Refusals are problem documents (RFC 9457) whose `type` ends in one of the words listed; their figures are members.',
};

/** Builds the document. @param version the version of Starhash */
export function coreDocument(version: string): OpenApi {
  const asked = CORE_CALLS.filter(({ operationId }) => !FOR_PEOPLE.includes(operationId));
  const document = openApi(asked, version);
  const tags = document.tags.filter(({ name }) => asked.some(({ tag }) => tag === name));
  const named = JSON.stringify(document.paths);
  const schemas = Object.entries(document.components.schemas).filter(([name]) => named.includes(`/schemas/${name}"`));
  return {
    ...document,
    info: { ...document.info, ...INFO },
    tags,
    components: { schemas: Object.fromEntries(schemas) },
  };
}

/** Calls that `starhash core` answers, and no gateway asks. */
const FOR_PEOPLE = ['clock', 'changeClock', 'createWorld'];
