import { Agents, PLACES, Probe, ProbeResult } from './agents';
import { Case } from './expectation';
import { flowName, parseTrace, RuleNames, TRACE_SCRIPT, TRACED_PORTS } from './nftrace';
import { arrange, layOut } from './topology';
import { Frontend, World } from './world';
import { FAMILIES } from '../../src/base/ip/address';
import { Table } from '../../src/dataplane/nftables/model/table';
import { renderNftScript } from '../../src/dataplane/nftables/render/nft-script';

/** How long to wait for an answer that has to come, and for one that must not, in milliseconds. */
const PATIENCE = { answer: 5_000, silence: 200 };

/** How long the node's kernel remembers connections that have ended, in seconds: another scenario must not meet them. */
const CONNECTION_TRACKING: Readonly<Record<string, string>> = Object.fromEntries([
  'tcp_timeout_close', 'tcp_timeout_time_wait', 'tcp_timeout_fin_wait', 'tcp_timeout_last_ack', 'tcp_timeout_close_wait', 'udp_timeout', 'udp_timeout_stream',
].map(name => [`/proc/sys/net/netfilter/nf_conntrack_${name}`, '2']));

const PORTS = { traced: TRACED_PORTS, others: { first: 33_000, last: 60_999 } };

/** A connection of a case: what became of it, and how the kernel's trace names it. */
export interface Connection {
  readonly result: ProbeResult;
  readonly flow: string;
}

/** A node with a ruleset, and everything around it. */
export class Bed {
  public static async start(): Promise<Bed> {
    const agents = new Agents();
    try {
      await layOut(agents);
      await agents.run('node', 'nft', ['-f', '-'], TRACE_SCRIPT);
      await agents.settings('node', CONNECTION_TRACKING);
      await agents.monitor();
      return new Bed(agents);
    } catch (error) {
      await agents.stop();
      throw error;
    }
  }

  private queue: Promise<unknown> = Promise.resolve();
  private serverPorts = new Set<number>();
  private ruleNames = new RuleNames();
  private readonly nextPort = { traced: PORTS.traced.first, others: PORTS.others.first };

  private constructor(public readonly agents: Agents) {}

  /** Experiments come one after the other, also where a test has no patience for its own to end. */
  public exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  public stop(): Promise<void> {
    return this.agents.stop();
  }

  /** Arranges a scenario's world around the node and loads the tables. */
  public async arrange(world: World, tables: readonly Table[], frontends: readonly Frontend[]): Promise<void> {
    await arrange(this.agents, world.layout);
    const replace = FAMILIES.map(family => `add table ${family} kube-proxy\ndelete table ${family} kube-proxy`);
    const scripts = tables.flatMap(table => [...renderNftScript(table)]);
    await this.agents.run('node', 'nft', ['-f', '-'], `${[...replace, ...scripts].join('\n')}\n`);
    this.agents.forgetTrace();
    this.ruleNames = await RuleNames.read(this.agents, tables.map(({ family }) => family));
    // Everyone would answer at all addresses and ports of interest: who does is up to the node.
    const servers = [...frontends, ...world.endpoints()];
    this.serverPorts = new Set(servers.map(({ port }) => port));
    const pairs = new Map(servers.filter(({ address }) => !address.startsWith('fe80:')).map(({ address, port }) => [`${address} ${port}`, [address, port] as const]));
    await Promise.all(PLACES.map(place => this.agents.listen(place, [...this.serverPorts], [...pairs.values()])));
  }

  /** Forgets which clients belong to which endpoints. */
  public async forgetClients(tables: readonly Table[]): Promise<void> {
    const sets = tables.flatMap(table => [...table.sets.values()].filter(set => set.timeoutSeconds !== undefined)
      .map(set => `flush set ${table.family} kube-proxy ${set.name}`));
    await this.agents.run('node', 'nft', ['-f', '-'], `${sets.join('\n')}\n`);
  }

  /** Opens one connection for each of the cases, all at once. */
  public async connect(cases: readonly Case[], options: { readonly isTraced: boolean }): Promise<Connection[]> {
    const probes = cases.map(({ client, frontend, expectations }): Probe => ({
      protocol: frontend.protocol,
      source: client.address,
      sourcePort: this.takePort(options.isTraced ? 'traced' : 'others'),
      destination: frontend.address,
      port: frontend.port,
      timeout: expectations.every(({ outcome }) => outcome.verdict === 'drop') ? PATIENCE.silence : PATIENCE.answer,
    }));
    const connections = new Array<Connection>(probes.length);
    await Promise.all(PLACES.map(async place => {
      const indices = probes.map((_, index) => index).filter(index => cases[index].client.place === place);
      const results = await this.agents.probe(place, indices.map(index => probes[index]));
      indices.forEach((index, position) => {
        const { protocol, source, sourcePort } = probes[index];
        connections[index] = { result: results[position], flow: flowName(protocol, source, sourcePort) };
      });
    }));
    return connections;
  }

  /** The rules that each traced connection's first packet met, since the ruleset was loaded; undefined where some of it is lost. */
  public async readTrace(): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
    // What is traced last comes last, unless it is lost itself.
    const marks = new Set<string>();
    const isComplete = () => this.agents.traceLines.some(line => marks.has(/ udp sport \d+ /.exec(line)?.[0] ?? ''));
    for (let attempt = 0; attempt < 20 && !isComplete() && !this.agents.hasLostTrace; attempt++) {
      const sourcePort = this.takePort('traced');
      marks.add(` udp sport ${sourcePort} `);
      await this.agents.probe('node', [{ protocol: 'udp', source: '127.0.0.1', sourcePort, destination: '127.0.0.1', port: 9, timeout: PATIENCE.silence }]);
      for (let wait = 0; wait < 50 && !isComplete() && !this.agents.hasLostTrace; wait++) await new Promise(resolve => setTimeout(resolve, 10));
    }
    return isComplete() && !this.agents.hasLostTrace ? parseTrace(this.agents.traceLines, this.ruleNames) : undefined;
  }

  private takePort(kind: keyof typeof PORTS): number {
    for (;;) {
      const port = this.nextPort[kind];
      this.nextPort[kind] = port === PORTS[kind].last ? PORTS[kind].first : port + 1;
      if (!this.serverPorts.has(port)) return port;
    }
  }
}
