import { ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { TransportProtocol } from '../../src/base/ip/transport-protocol';

/** The network namespaces of the bed: the node, the pods on it, the pod network beyond it, and the rest of the world. */
export type Place = 'node' | 'pods' | 'beyond' | 'external';

export const PLACES: readonly Place[] = ['node', 'pods', 'beyond', 'external'];

/** One attempt to connect. The port of the client is given, so that the kernel's trace of its packet can be recognized. */
export interface Probe {
  readonly protocol: TransportProtocol;
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly port: number;
  /** Milliseconds. */
  readonly timeout: number;
}

/** What became of an attempt. */
export interface ProbeResult {
  /** `answered`, `refused`, `timed out`, or an error's code. */
  readonly end: string;
  /** Who answered, where it was asked, and the client's address as it saw it. */
  readonly by?: Place;
  readonly address?: string;
  readonly port?: number;
  readonly source?: string;
}

export interface CommandResult {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

const [NODE, ...OTHERS] = PLACES;

/** Milliseconds. */
const PATIENCE = 40_000;

/** What nft monitor prints where its socket has overflowed. */
const LOST_EVENTS = /^# ERROR: We lost some netlink events/;

/** Starts the processes of the bed, in a process namespace that ends with the first of them. */
export const BED_COMMAND: readonly string[] = [
  'unshare', '--net', '--mount-proc', '--pid', '--fork', '--kill-child', process.execPath, join(__dirname, 'agent.js'), NODE, ...OTHERS,
];

/**
 * The processes in the namespaces. Nothing of them has a name on the machine: the namespaces live as long as the processes,
 * which end when this process ends, however that comes about, since their input ends then.
 */
export class Agents {
  /** What the kernel's trace printed. */
  public readonly traceLines: string[] = [];
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  private lostTrace = false;
  private lastId = 0;
  private failure: Error | undefined;

  constructor() {
    const [command, ...args] = BED_COMMAND;
    const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin`, NODE_OPTIONS: '' };
    this.child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], env });
    this.child.on('error', error => this.fail(error));
    this.child.on('exit', (status, signal) => this.fail(new Error(`the bed has ended: ${status ?? signal}`)));
    this.child.stdin!.on('error', () => undefined);
    createInterface({ input: this.child.stdout! }).on('line', line => this.receive(JSON.parse(line)));
  }

  public async run(to: Place, command: string, args: readonly string[], input = ''): Promise<string> {
    const { ok, stdout, stderr } = await this.request<CommandResult>(to, 'run', { command, args, input });
    if (!ok) throw new Error(`${to}: ${command} ${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  public async settings(to: Place, files: Readonly<Record<string, string>>): Promise<void> {
    await this.request(to, 'settings', { files });
  }

  /** Listens on the ports for TCP, and at the addresses and ports for UDP, in place of those before. */
  public async listen(to: Place, tcp: readonly number[], udp: readonly (readonly [string, number])[]): Promise<void> {
    await this.request(to, 'listen', { tcp, udp });
  }

  public async probe(to: Place, probes: readonly Probe[]): Promise<ProbeResult[]> {
    return probes.length === 0 ? [] : this.request(to, 'probe', { probes });
  }

  /** Starts to collect what the kernel traces in the node. */
  public async monitor(): Promise<void> {
    await this.request('node', 'monitor', {});
  }

  /** Forgets what the kernel has traced. */
  public forgetTrace(): void {
    this.traceLines.length = 0;
    this.lostTrace = false;
  }

  /** Whether the kernel has traced more than `nft monitor` could take, and some of it is lost. */
  public get hasLostTrace(): boolean {
    return this.lostTrace;
  }

  /** An agent's process, as its own process namespace counts, and its network namespace. */
  public async identity(to: Place): Promise<{ pid: number; network: string }> {
    return this.request(to, 'identity', {});
  }

  public async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise(resolve => this.child.once('exit', resolve));
    this.child.stdin!.end();
    await ended;
  }

  private request<T>(to: Place, operation: string, parameters: object): Promise<T> {
    if (this.failure) return Promise.reject(this.failure);
    const id = ++this.lastId;
    this.child.stdin!.write(`${JSON.stringify({ id, to, operation, parameters })}\n`);
    return new Promise<T>((resolve, reject) => {
      // Nothing that is asked for takes nearly as long, so that one request which is never answered does not stop all others.
      const timer = setTimeout(() => reject(new Error(`${to}: ${operation}: no answer in ${PATIENCE / 1000} s`)), PATIENCE);
      const done = <V>(settle: (value: V) => void) => (value: V) => {
        clearTimeout(timer);
        settle(value);
      };
      this.waiting.set(id, { resolve: done(resolve as (value: unknown) => void), reject: done(reject) });
    });
  }

  private receive(message: { id?: number; result?: unknown; error?: string; trace?: string; monitorError?: string }): void {
    if (message.trace !== undefined) {
      if (LOST_EVENTS.test(message.trace)) this.lostTrace = true;
      else this.traceLines.push(message.trace);
    } else if (message.monitorError !== undefined) {
      this.fail(new Error(message.monitorError));
    } else {
      const { resolve, reject } = this.waiting.get(message.id!)!;
      this.waiting.delete(message.id!);
      if (message.error === undefined) resolve(message.result);
      else reject(new Error(message.error));
    }
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.waiting.values()) reject(this.failure);
    this.waiting.clear();
  }
}
