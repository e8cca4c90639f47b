import { readCluster } from './read-input';
import { writeText } from './script-output';
import { complain } from './terminal';
import { InputError } from '../base/errors';
import { serviceReplacement } from '../check/goals/cilium/service-replacement';
import { breaksSomething } from '../dataplane/kube-proxy-replacement/compare';
import { replacementJson, replacementMarkdown, replacementText, replacementTitle } from '../dataplane/kube-proxy-replacement/text';
import type { ProxyMode } from '../programs/kube-proxy/proxy-mode';
import { replacementPage } from '../report/answer-pages';
import { htmlPage } from '../report/html';

/** Exit code with --exit-code where something breaks, as with modes of kube-proxy. */
const BREAKS = 3;

/** The options of `diff` that matter here. */
export interface ReplacementFlags {
  readonly fromMode: ProxyMode;
  readonly fromVersion?: string;
  readonly toVersion?: string;
  readonly ciliumVersion?: string;
  readonly format: string;
  readonly exitCode?: boolean;
  readonly output?: string;
  readonly quiet?: boolean;
}

/** Carries out `diff --goal cilium --from-mode`: what becomes of Services when Cilium takes the place of kube-proxy. */
export function diffReplacement(files: readonly string[], flags: ReplacementFlags): void {
  const { fromMode, fromVersion, toVersion, ciliumVersion, format, exitCode, output, quiet } = flags;
  if ((fromVersion ?? toVersion) !== undefined) throw new InputError('--from-mode cannot be combined with --from-version or --to-version; with it, state the version of Cilium by --cilium-version');
  if (files.length === 0) throw new InputError('no files are named: expected FILE, the objects of the cluster and the values of Cilium\'s chart');
  if (format === 'nft') throw new InputError('--format nft is for rulesets; expected text, json, markdown or html');
  const { comparison, notices } = serviceReplacement(readCluster(files, [], { valuesOf: 'cilium' }), { ciliumVersion }, fromMode);
  if (!quiet) for (const notice of notices) complain('note', notice);
  const text = {
    text: () => replacementText(comparison),
    json: () => replacementJson(comparison),
    markdown: () => `${[`# ${replacementTitle(comparison)}`, '', ...replacementMarkdown(comparison)].join('\n').trimEnd()}\n`,
    html: () => htmlPage(replacementPage(comparison)),
  }[format as 'text' | 'json' | 'markdown' | 'html'];
  writeText(output, text());
  if (exitCode && breaksSomething(comparison)) process.exitCode = BREAKS;
}
