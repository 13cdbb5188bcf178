/** `npm run measure`: prints how long our functions and files are. Informational; called from the root of the repository. */
import { report } from './lengths.ts';

console.log(report('src'));
