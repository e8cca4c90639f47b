import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './run';
import { workFolder } from './work-folder';
import { GOALS } from '../../src/check/goals';
import { probeScript } from '../../src/verify/probe-script';
import { Plain } from '../support/builders';
import { factsDocument } from '../support/node-facts';

const { path: folder, file } = workFolder();
const CLUSTER = join(ROOT, 'examples', 'cluster');
const FACTS = join(CLUSTER, 'node-facts.log');
const NODE = ['--node', 'worker-2', '--kubernetes-version', '1.36'];

const report = (...args: string[]) => JSON.parse(run('check', CLUSTER, '--target-version', '1.36', '--format', 'json', ...args).stdout) as Plain;
const undecided = ({ findings }: Plain): string[] => [...new Set((findings as Plain[]).filter(({ confidence }) => confidence === 'needs-node-check').map(({ ruleId }) => ruleId as string))];

describe('probe', () => {
  test('prints the script, to standard output or to a file', () => {
    expect(run('probe')).toEqual({ code: 0, stdout: probeScript(), stderr: '' });
    expect(run('probe', '-o', join(folder, 'probe.sh'))).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(folder, 'probe.sh'), 'utf8')).toBe(probeScript());
  });

  test('takes no files', () => {
    const { code, stdout, stderr } = run('probe', 'cluster.yaml');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('error: too many arguments for \'probe\'');
  });
});

describe('check of the reference cluster', () => {
  test('with facts of all nodes leaves undecided only what no fact decides', () => {
    const rules = GOALS.flatMap(goal => goal.rules);
    const left = undecided(report('--node-facts', FACTS));
    // What load balancers ask is decided by no node: of this rule facts decide the rest.
    expect(left.filter(id => rules.find(rule => rule.id === id)!.decidedBy !== undefined)).toEqual(['health-check-node-port']);
    // Whether a Service changes follows from the models of the modes, whose unknowns the facts settle.
    expect(undecided(report()).filter(id => !left.includes(id))).toEqual([
      'external-traffic-policy-local', 'forward-policy', 'host-firewall-input', 'ip-forward-sysctl', 'node-port-addresses', 'calico-host-ports', 'ipvs-leftovers', 'ipvs-tools',
    ]);
  });

  test('names the nodes that are concerned, and how that shows', () => {
    const { stdout, stderr } = run('check', CLUSTER, '--target-version', '1.36', '--node-facts', FACTS);
    expect(stdout).toContain([
      'accepts it.',
      '  - Node worker-1: table ip filter, chain FORWARD: policy drop (networking.yaml:58)',
    ].slice(1).join('\n').replace(/ \(.*/, ''));
    expect(stdout).toContain('  Node facts show this.\n');
    expect(stdout).toContain('Node worker-2: virtual server 10.77.0.100:443/tcp');
    expect(stderr).toBe('note: node facts show no problem on any node for: calico-host-ports\n');
  });

  test('with facts of some nodes names the others as undecided', () => {
    const facts = file('some.json', readFileSync(FACTS, 'utf8').split('\n').slice(0, 2).join('\n'));
    const { findings } = report('--node-facts', facts);
    const forward = (findings as Plain[]).filter(({ ruleId }) => ruleId === 'forward-policy')
      .map(({ confidence, objects }) => [confidence, (objects as Plain[]).map(({ name, detail }) => `${name}: ${detail}`)]);
    expect(forward).toEqual([
      ['node-facts', ['worker-1: table ip filter, chain FORWARD: policy drop', 'kube-proxy: undefined']],
      ['needs-node-check', ['worker-2: not decided: no facts of this node were given', 'worker-3: not decided: no facts of this node were given', 'kube-proxy: undefined']],
    ]);
  });

  test('tells of facts that belong to no Node, and of files that hold none', () => {
    const strange = file('strange.json', `\n${factsDocument('worker-9')}`);
    expect(run('check', CLUSTER, '--target-version', '1.36', '--node-facts', strange).stderr)
      .toContain(`note: ${strange}:2: NodeFacts worker-9: no Node of this name or with its addresses is in the input\n`);
    const wrong = file('wrong.json', '{"kind":"Node"}');
    expect(run('check', CLUSTER, '--target-version', '1.36', '--node-facts', wrong))
      .toEqual({ code: 1, stdout: '', stderr: `error: ${wrong}:1: kind: "Node" is not a document of the probe; expected "NodeFacts"\n` });
  });
});

describe('the ruleset of a node', () => {
  const config = () => file('config.yaml', 'apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: nftables\nnodePortAddresses: [10.77.0.0/16, 192.168.10.0/24]\n');
  const nodePortIps = (text: string) => [...text.matchAll(/^add element ip kube-proxy nodeport-ips \{ (.*) \}$/gm)].map(([, address]) => address).sort();

  test('preview takes the addresses of its interfaces from the facts', () => {
    const preview = (...args: string[]) => nodePortIps(run('preview', join(CLUSTER, 'networking.yaml'), '--config', config(), ...NODE, ...args).stdout);
    expect(preview('--node-facts', FACTS)).toEqual(['10.77.0.100', '10.77.0.12', '192.168.10.12']);
    expect(preview()).toEqual(['192.168.10.12']);
  });

  test('so do explain and diff', () => {
    const explained = run('explain', join(CLUSTER, 'networking.yaml'), '--config', config(), ...NODE, '--node-facts', FACTS, '--from', 'external', '--to', '10.77.0.100:31080');
    expect([explained.code, explained.stdout.split('\n')[0]]).toEqual([0, expect.stringMatching(/^Delivered to /)]);
    const { stdout } = run('diff', join(CLUSTER, 'networking.yaml'), '--config', config(), '--node', 'worker-2', '--from-version', '1.35', '--to-version', '1.36', '--node-facts', FACTS, '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ before: { nodeName: 'worker-2' } });
  });

  test('a node of which there are no facts, or no addresses', () => {
    const none = file('none.json', factsDocument('worker-9'));
    expect(run('preview', CLUSTER, ...NODE, '--node-facts', none).stderr).toContain('note: --node-facts: no facts of node worker-2; there are those of worker-9\n');
    const blind = file('blind.json', factsDocument('worker-2', { addresses: { unknown: 'ip is not installed' } }));
    expect(run('preview', CLUSTER, ...NODE, '--node-facts', blind).stderr)
      .toContain(`note: ${blind}:1: NodeFacts worker-2: addresses is unknown (ip is not installed); those of the Node are used\n`);
  });

  test('not together with --interface', () => {
    expect(run('preview', CLUSTER, ...NODE, '--node-facts', FACTS, '--interface', 'eth0=192.168.10.12').stderr)
      .toContain('error: option \'--node-facts <FILE>\' cannot be used with option \'--interface <NAME=ADDRESS,...>\'');
  });
});

describe('what clients meet in each mode', () => {
  const NODES = ['cp-1', 'worker-1', 'worker-2', 'worker-3'];

  /** What is not known of connections, by node and sender. */
  function unknownFacts(...args: string[]): string[] {
    const found = new Set<string>();
    for (const [i, node] of NODES.entries()) {
      const common = ['explain', CLUSTER, '--node', node, '--kubernetes-version', '1.36', '--format', 'json', '-q', ...args];
      for (const from of ['external', 'node', 'pod:shop/cart-0']) {
        for (const to of ['10.96.40.1:80', `192.168.10.1${i}:31080`, '203.0.113.40:5050']) {
          for (const mode of ['ipvs', 'nftables']) {
            const { unknowns } = JSON.parse(run(...common, '--mode', mode, '--from', from, '--to', to).stdout) as Plain;
            for (const unknown of unknowns as Plain[]) found.add(`${node} ${from}: ${/"(?:fact|name)":"([^"]+)"/.exec(JSON.stringify(unknown))![1]}`);
          }
        }
      }
    }
    return [...found].filter(text => !text.endsWith('other-nodes'));
  }

  test('is known with facts, but for what other nodes do', () => {
    expect(unknownFacts('--node-facts', FACTS)).toEqual([]);
    expect(unknownFacts().length).toBeGreaterThan(NODES.length);
  }, 120_000);

  test('Docker on worker-1 drops what is forwarded to pods of other nodes, once kube-proxy does not accept it any more', () => {
    const verdict = (mode: string) => JSON.parse(run('explain', CLUSTER, '--node', 'worker-1', '--kubernetes-version', '1.36', '--mode', mode,
      '--from', 'external', '--to', '192.168.10.11:31080', '--format', 'json', '-q', '--node-facts', FACTS).stdout).verdict;
    expect([verdict('ipvs'), verdict('nftables')]).toEqual(['delivered', 'mixed']);
  });
});

test('migrate decides by the facts, too', () => {
  const out = join(folder, 'migration');
  expect(run('migrate', CLUSTER, '--target-version', '1.36', '--out', out, '--node-facts', FACTS).code).toBe(0);
  const { findings } = JSON.parse(readFileSync(join(out, 'findings.json'), 'utf8'));
  expect(undecided({ findings })).not.toContain('forward-policy');
  expect(findings.some(({ confidence }: Plain) => confidence === 'node-facts')).toBe(true);
});
