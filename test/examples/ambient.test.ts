import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { findingsOf } from '../../src/check/findings/find';
import { AmbientContext } from '../../src/check/goals/ambient/context';
import { AMBIENT_RULES } from '../../src/check/goals/ambient/rules';
import { Cluster } from '../../src/cluster/cluster';
import { readFiles } from '../../src/input/read-files';

const EXAMPLES = join(__dirname, '..', '..', 'examples');

const apps = readdirSync(EXAMPLES).filter(name => name.startsWith('ambient-'));

/** What is only to know: the examples are not whole clusters. */
const INFOS = ['peerauth-missing-strict', 'job-termination', 'ambient-udp-services'];

test.each(apps)('%s has no finding', name => {
  const outdir = mkdtempSync(join(tmpdir(), 'example-'));
  try {
    const { createApp } = jest.requireActual<{ createApp(outdir: string): App }>(join(EXAMPLES, name, 'main'));
    createApp(outdir).synth();
    const cluster = new Cluster({ valuesOf: 'istio' });
    // A chart that writes nothing but files of values has no manifests.
    const manifests = readdirSync(outdir).filter(file => file.endsWith('.yaml')).map(file => join(outdir, file)).filter(file => statSync(file).size > 0);
    for (const { object, source } of readFiles(manifests)) cluster.add(object, source);
    const { findings } = findingsOf(AMBIENT_RULES, new AmbientContext(cluster, { istioVersion: '1.30' }), {});
    expect(findings.map(({ ruleId, message }) => `${ruleId}: ${message}`).filter(text => !INFOS.includes(text.split(':')[0]))).toEqual([]);
  } finally {
    rmSync(outdir, { recursive: true });
  }
});
