import { parseIp } from '../../../src/base/ip/address';
import { NodeFactsSet } from '../../../src/cluster/facts/node-facts-set';
import { factsOfText } from '../../../src/cluster/facts/read-facts';
import { factsDocument, nodeFacts } from '../../support/node-facts';

const CP = factsDocument('cp-1', { 'kernel.release': '6.1.0-28-amd64', 'nft.version': { unknown: 'nft is not installed' } });
const WORKER = factsDocument('worker-1', { addresses: { lo: ['127.0.0.1/8'], eth0: ['192.168.10.11/24'] } });

const read = (text: string) => factsOfText(text, 'facts.log').map(facts => [facts.node, facts.source.toString()]);
const pretty = (document: string) => JSON.stringify(JSON.parse(document), null, 2);

describe('what is read', () => {
  test('one document', () => {
    const [facts, ...others] = factsOfText(CP, 'facts.log');
    expect(others).toEqual([]);
    expect([facts.node, facts.time, facts.value('kernel.release'), facts.from('kernel.release'), facts.whyUnknown('kernel.release')])
      .toEqual(['cp-1', 1_790_000_000, '6.1.0-28-amd64', 'a test', undefined]);
    expect([facts.value('nft.version'), facts.from('nft.version'), facts.whyUnknown('nft.version')]).toEqual([undefined, undefined, 'nft is not installed']);
    expect([facts.value('addresses'), facts.whyUnknown('addresses')]).toEqual([undefined, 'the document has no fact addresses']);
  });

  test.each([
    ['one a line', `${CP}\n${WORKER}\n`, ['facts.log:1', 'facts.log:2']],
    ['side by side', `${CP}${WORKER}`, ['facts.log:1', 'facts.log:1']],
    ['over several lines', `${pretty(CP)}\n\n${pretty(WORKER)}`, ['facts.log:1', `facts.log:${pretty(CP).split('\n').length + 2}`]],
    ['with the prefixes of kubectl logs', `[pod/node-probe-a/probe] ${CP}\n[pod/node-probe-b/probe] ${WORKER}\n`, ['facts.log:1', 'facts.log:2']],
    ['with prefixes and timestamps', `[pod/a/probe] 2026-11-28T13:51:06.123456789Z ${CP}\n[pod/b/probe] 2026-11-28T13:51:06Z ${WORKER}\n`, ['facts.log:1', 'facts.log:2']],
    ['with the line ends of Windows', `${pretty(CP)}\r\n${WORKER}\r\n`.replace(/\n/g, '\r\n'), ['facts.log:1', `facts.log:${pretty(CP).split('\n').length + 1}`]],
  ])('several documents, %s', (_, text, places) => {
    expect(read(text)).toEqual([['cp-1', places[0]], ['worker-1', places[1]]]);
  });

  test('documents of several pods whose lines are mixed', () => {
    const [cp, worker] = [pretty(CP).split('\n').map(line => `[pod/a/probe] ${line}`), pretty(WORKER).split('\n').map(line => `[pod/b/probe] ${line}`)];
    const mixed = Array.from({ length: Math.max(cp.length, worker.length) }, (_, i) => [worker[i], cp[i]]).flat().filter(line => line !== undefined);
    expect(read(mixed.join('\n')).sort()).toEqual([['cp-1', 'facts.log:2'], ['worker-1', 'facts.log:1']]);
  });

  test('a bracket, a quote and a prefix in a text end nothing', () => {
    const document = factsDocument('a', { 'os.name': '}"\\{ [pod/x/y] ' });
    expect(factsOfText(`${document}\n${document}`, 'facts.log').map(facts => facts.value('os.name'))).toEqual(['}"\\{ [pod/x/y] ', '}"\\{ [pod/x/y] ']);
  });
});

describe('what is refused', () => {
  const wrong = (document: string, from: string, to: string) => document.replace(from, to);

  test.each([
    ['nothing', ' \n', 'facts.log: no node facts; expected what the probe prints, for example {"kind":"NodeFacts","version":1,…}'],
    ['another text', `${CP}\nError from server\n`, 'facts.log:2: "Error from server" is not a document of the probe; expected {"kind":"NodeFacts",…}'],
    ['a line of a pod', `[pod/a/probe] ${CP}\n[pod/b/probe] sh: oops\n`, 'facts.log:2: pod b/probe: "sh: oops" is not a document of the probe; expected {"kind":"NodeFacts",…}'],
    ['a document that is cut off', CP.slice(0, -5), 'facts.log:1: the document is cut off: a bracket is not closed. With a selector kubectl logs prints 10 lines alone: add --tail=-1'],
    ['an object of a cluster', '{"kind":"Node"}', 'facts.log:1: kind: "Node" is not a document of the probe; expected "NodeFacts"'],
    ['another version', wrong(CP, '"version":1', '"version":2'), 'facts.log:1: NodeFacts: version: 2 is not known here; expected 1: take the probe that cdk8s-nftables probe prints'],
    ['no name', wrong(CP, '"cp-1"', '""'), 'facts.log:1: NodeFacts: node: "" is not a name; expected, for example, "worker-1"'],
    ['an unknown field', wrong(CP, '"time"', '"tine"'), 'facts.log:1: NodeFacts cp-1: "tine" is not a field of the document; expected kind, version, node, time, asRoot, facts; did you mean time?'],
    ['a wrong time', wrong(CP, '1790000000', '"now"'), 'facts.log:1: NodeFacts cp-1: time: "now" is not a count; expected a number such as 3'],
    ['an unknown fact', wrong(CP, 'kernel.release', 'kernel.relase'), 'facts.log:1: NodeFacts cp-1: facts["kernel.relase"]: not a fact that is known here; did you mean kernel.release?'],
    ['a fact without its source', wrong(CP, '"from"', '"form"'), 'facts.log:1: NodeFacts cp-1: facts["kernel.release"]: "form" is not a field here; expected value, from'],
    ['a value of another kind', wrong(WORKER, '["192.168.10.11/24"]', '"192.168.10.11/24"'), 'facts.log:1: NodeFacts worker-1: facts["addresses"].value.eth0: "192.168.10.11/24" is not a list'],
    ['a value that is not known', factsDocument('a', { 'iptables.backend': 'bpf' as 'legacy' }), 'facts.log:1: NodeFacts a: facts["iptables.backend"].value: "bpf" is not known here; expected one of nf_tables, legacy'],
    ['a fact that is both', wrong(CP, '{"unknown":', '{"value":1,"unknown":'), 'facts.log:1: NodeFacts cp-1: facts["nft.version"]: "value" is not a field here; expected unknown'],
  ])('%s', (_, text, message) => {
    expect(() => factsOfText(text, 'facts.log')).toThrow(new Error(message));
  });

  test('text that is not JSON', () => {
    expect(() => factsOfText(`${CP}\n{"kind": NodeFacts}`, 'facts.log')).toThrow(/^facts\.log:2: not valid JSON: /);
  });
});

const named = (name: string, addresses: readonly string[] = []) => ({ name, internalIps: addresses.map(text => parseIp(text)!), externalIps: [] });

describe('the facts of a Node', () => {
  const set = new NodeFactsSet([
    nodeFacts('worker-1', { addresses: { eth0: ['192.168.10.11/24', 'fd00:10::11/64'], docker0: ['172.17.0.1/16'] } }),
    nodeFacts('ip-10-0-0-12', { addresses: { eth0: ['192.168.10.12/24'], docker0: ['172.17.0.1/16'] } }),
  ]);

  test('are those of its name, or else of the host that has its addresses', () => {
    expect(set.of(named('worker-1', []))?.node).toBe('worker-1');
    expect(set.of(named('worker-2', ['192.168.10.12']))?.node).toBe('ip-10-0-0-12');
    expect(set.of(named('worker-1.example', ['192.168.10.11', 'fd00:10:0:0::11']))?.node).toBe('worker-1');
  });

  test('are not those of a host with an address that others have as well, or that has only some', () => {
    expect(set.of(named('worker-3', ['172.17.0.1']))).toBeUndefined();
    expect(set.of(named('worker-3', ['192.168.10.13']))).toBeUndefined();
    expect(set.of(named('worker-3', ['192.168.10.11', '192.168.10.12']))).toBeUndefined();
    expect(set.of(named('worker-3', []))).toBeUndefined();
  });

  test('are the newest', () => {
    const at = (time: number, release: string) => factsOfText(factsDocument('a', { 'kernel.release': release }, { time }), 'facts.log')[0];
    const newest = (...facts: ReturnType<typeof at>[]) => new NodeFactsSet(facts).of(named('a'))?.value('kernel.release');
    expect([newest(at(1, 'old'), at(2, 'new')), newest(at(2, 'new'), at(1, 'old')), newest(at(1, 'first'), at(1, 'last'))]).toEqual(['new', 'new', 'last']);
  });
});
