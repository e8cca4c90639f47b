import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import { Plain } from './builders';

/** Helm's program: that of HELM, or one on the path. It can be built with `go install helm.sh/helm/v3/cmd/helm@v3.19.4`. */
const HELM = process.env.HELM ?? 'helm';

/** Where charts of Cilium are unpacked, a folder for each version, as in `1.20.0/cilium/Chart.yaml`. */
const CHARTS = process.env.CILIUM_CHARTS;

/** The versions of Cilium's chart that can be rendered here; none without Helm or charts. */
export function ciliumCharts(): string[] {
  if (CHARTS === undefined || spawnSync(HELM, ['version']).status !== 0) return [];
  return readdirSync(CHARTS).filter(version => existsSync(join(CHARTS, version, 'cilium', 'Chart.yaml'))).sort();
}

/** What the chart makes of values: the data of the ConfigMap cilium-config, which it does not always have, or why it refuses them. */
export type Rendered = { readonly config?: Readonly<Record<string, string>> } | { readonly refused: string };

/** Renders a chart as `helm template` does. */
export function renderCilium(version: string, values: Plain, apiVersions: readonly string[] = []): Rendered {
  const folder = mkdtempSync(join(tmpdir(), 'cilium-values-'));
  try {
    const file = join(folder, 'values.json');
    writeFileSync(file, JSON.stringify(values));
    const { status, stdout, stderr } = spawnSync(HELM, [
      'template', 'cilium', join(CHARTS!, version, 'cilium'), '--namespace', 'kube-system', '--kube-version', '1.34.0', '--values', file,
      ...apiVersions.flatMap(each => ['--api-versions', each]),
    ], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    if (status !== 0) return { refused: stderr.trim() };
    const output = join(folder, 'objects.yaml');
    const [configMap] = stdout.split(/^---$/m).filter(text => text.includes('# Source: cilium/templates/cilium-configmap.yaml') && /^ {2}name: cilium-config$/m.test(text));
    if (configMap === undefined) return {};
    writeFileSync(output, configMap);
    return { config: (Yaml.load(output)[0] as Plain).data };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
