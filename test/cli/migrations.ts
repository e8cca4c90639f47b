import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import Ajv from 'ajv';
import { dump, load, loadAll } from 'js-yaml';
import { Run, run } from './run';
import { CLUSTER, FIXTURES, WorkFolder } from './work-folder';
import { fixture } from '../migrate/nftables/clusters';
import { readSchema } from '../support/schema';

export const FOR = ['--target-version', '1.36'];
export const LABEL = 'cdk8s-nftables/proxy-mode';

export const [CONFIG_MAP, DAEMON_SET] = (load(fixture('kube-proxy.yaml')) as any).items;
export const matchesSchema = new Ajv({ strict: false }).compile(readSchema('kubeproxy-v1alpha1'));

/** The folder of a run, and what the run said. */
export interface Migrated extends Run {
  readonly out: string;
  readonly paths: readonly string[];
  readonly text: (path: string) => string;
  readonly yaml: (path: string) => any[];
}

export function migrated(result: Run, out: string): Migrated {
  const entries = existsSync(out) ? readdirSync(out, { withFileTypes: true, recursive: true }) : [];
  const paths = entries.filter(entry => entry.isFile()).map(entry => relative(out, join(entry.parentPath ?? entry.path, entry.name))).sort();
  const text = (path: string) => readFileSync(join(out, path), 'utf8');
  return { ...result, out, paths, text, yaml: path => loadAll(text(path)) };
}

/** Runs of the command, each into a folder of its own. */
export function migrations({ path, file }: WorkFolder) {
  let runs = 0;

  /** Files of the reference cluster are given by their names. */
  function migrate(files: readonly string[], ...args: string[]): Migrated {
    const out = join(path, `out-${runs++}`);
    const inputs = files.map(name => CLUSTER.includes(name) ? join(FIXTURES, name) : name);
    return migrated(run('migrate', ...inputs, ...args.includes('--target-version') ? [] : FOR, '--out', out, ...args), out);
  }

  /** The reference cluster's kube-proxy with other settings. */
  function withSettings(change: (configuration: any) => void): string {
    const configuration: any = configurationIn(CONFIG_MAP);
    change(configuration);
    return file(`settings-${runs++}.json`, [{ ...CONFIG_MAP, data: { ...CONFIG_MAP.data, 'config.conf': dump(configuration) } }, DAEMON_SET]);
  }

  return { migrate, withSettings };
}

export const configurationIn = (configMap: any): any => load(configMap.data['config.conf']);
const shellBlocks = (markdown: string) => [...markdown.matchAll(/^```shell\n([\s\S]*?)^```$/gm)].map(([, block]) => block);

/** Reads every block of commands as bash does, without running it. */
export function expectParsable({ text }: Migrated): void {
  const blocks = shellBlocks(text('RUNBOOK.md'));
  expect(blocks.length).toBeGreaterThan(5);
  for (const block of blocks) {
    expect(block.trim()).not.toBe('');
    execFileSync('bash', ['-n'], { input: block, stdio: ['pipe', 'ignore', 'pipe'] });
  }
}

export const BASE = [
  'RUNBOOK.md', 'behavior.json', 'behavior.md', 'findings.json', 'findings.md', 'kube-proxy/configmap.yaml', 'kube-proxy/decisions.md', 'report.html', 'rollback/kube-proxy-configmap.yaml',
];
/** Where nothing can be compared: the rules of the version are not known, or there are no Nodes. */
export const UNCOMPARED = BASE.filter(path => !path.startsWith('behavior'));
export const CANARY = ['canary/daemonset-patch-back.yaml', 'canary/daemonset-patch.yaml', 'canary/kube-proxy.yaml'];
export const CALICO = ['calico/patch.json', 'rollback/calico-patch.json'];
export const KUBEADM = ['kubeadm/COMMANDS.txt', 'kubeadm/kube-proxy-addon.conf', 'kubeadm/upgrade.conf', 'rollback/kubeadm/kube-proxy-addon.conf'];
export const rulesets = (...nodes: string[]) => nodes.map(name => `rulesets/${name}.nft`);
export const NODES = ['cp-1', 'worker-1', 'worker-2', 'worker-3'];
