import { liveFiles, readLive } from './live-files';
import { readCluster } from './read-input';
import { RulesetFlags, rulesetRequest } from './ruleset-of-files';
import { writeText } from './script-output';
import { complain } from './terminal';
import { InputError } from '../base/errors';
import { IpFamily } from '../base/ip/ip-family';
import { Ruleset } from '../dataplane/ruleset';
import { htmlPage } from '../report/html';
import { verifyPage } from '../report/verify-page';
import { VerifyFormat, verifyReport } from '../verify/report';
import { verifyNode } from '../verify/verify';

/** The options of `verify`. */
export interface VerifyFlags extends Omit<RulesetFlags, 'node'> {
  readonly node?: string;
  readonly live: readonly string[];
  readonly family?: IpFamily;
  readonly format: VerifyFormat | 'html';
  readonly output?: string;
}

/** Exit codes: what differs, and what could not be carried out because a listing does not tell enough. */
const DIFFERS = 2;
const UNKNOWN = 1;

/** Carries out `verify`. */
export function verify(files: string[], flags: VerifyFlags): void {
  const live = liveFiles(flags.live, flags.node);
  if (live.length > 1 && flags.interface) throw new InputError('--interface is about one node; expected --node-facts for several');
  const applied = flags.apply ?? [];
  const request = rulesetRequest([...files, ...applied, ...live.map(({ file }) => file)], { ...flags, node: live[0].node });
  const cluster = readCluster(files, applied, flags);
  const rulesets = Ruleset._ofNodes(cluster, { ...request, kubernetesVersion: flags.kubernetesVersion }, live.map(({ node }) => node));
  const results = [...rulesets].map((ruleset, i) => {
    if (!flags.quiet) for (const warning of ruleset.warnings) complain('note', live.length > 1 ? `${ruleset.nodeName}: ${warning}` : warning);
    return verifyNode(ruleset, readLive(live[i].file), flags.family);
  });
  writeText(flags.output, flags.format === 'html' ? htmlPage(verifyPage(results)) : verifyReport(results, flags.format));
  if (results.some(({ outcome }) => outcome === 'differs')) process.exitCode = DIFFERS;
  else if (results.some(({ outcome }) => outcome === 'unknown')) process.exitCode = UNKNOWN;
}
