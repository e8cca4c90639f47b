import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { NodeFacts } from '../../src/cluster/facts/node-facts';
import { factsOfText } from '../../src/cluster/facts/read-facts';
import { probeScript } from '../../src/verify/probe-script';

const SEARCHED = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/local/bin', '/usr/bin', '/bin'];

/** Where a tool is; undefined where it is not installed. */
export function whichTool(name: string): string | undefined {
  return SEARCHED.map(folder => join(folder, name)).find(path => existsSync(path));
}

/** The tools that the probe uses; it needs none of them. */
export const PROBE_TOOLS = [
  'nft', 'iptables', 'iptables-save', 'ipset', 'ip', 'unshare', 'chroot', 'timeout', 'awk', 'cat', 'grep', 'tr', 'wc', 'zcat', 'gzip', 'date', 'id', 'wget', 'curl',
];

/** The shells that the probe is run by: what is called `sh` on Debian and Ubuntu, and on Alpine and in containers of busybox. */
export const SHELLS: readonly (readonly [name: string, command: string])[] = [['dash', 'dash'], ['busybox sh', 'busybox sh']];

/** Whether a tool is there. With REQUIRE_KERNEL_TESTS set a tool that is missing is an error. */
export function hasTool(name: string): boolean {
  const found = whichTool(name) !== undefined;
  if (!found && process.env.REQUIRE_KERNEL_TESTS) throw new Error(`REQUIRE_KERNEL_TESTS is set, but ${name} is not installed`);
  return found;
}

/** A temporary folder with the probe's script, and what a test puts beside it. */
export class ProbeBed {
  public readonly folder = mkdtempSync(join(tmpdir(), 'probe-'));
  public readonly script = this.write('probe.sh', probeScript());

  constructor() {
    // Somebody else than root reads the script, too.
    chmodSync(this.folder, 0o755);
  }

  public write(path: string, content: string, mode = 0o644): string {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode });
    return file;
  }

  /** A folder with the named tools alone. */
  public tools(names: readonly string[], folder = 'tools'): string {
    const path = join(this.folder, folder);
    mkdirSync(path, { recursive: true });
    for (const name of names) {
      const tool = whichTool(name);
      if (tool !== undefined) symlinkSync(tool, join(path, name));
    }
    return path;
  }

  /** Runs a command of the shell, in a network namespace of its own. */
  public run(command: string, environment: Readonly<Record<string, string>> = {}): ProbeRun {
    return this.start(['unshare', '--net', 'sh', '-c', command], environment);
  }

  /** Runs a program where the tests run. */
  public start([program, ...args]: readonly string[], environment: Readonly<Record<string, string>> = {}): ProbeRun {
    const before = process.hrtime.bigint();
    const { status, stdout, stderr } = spawnSync(program, args, {
      encoding: 'utf8',
      cwd: this.folder, // The machine of the tests may have other things to do.
      env: { PATH: `${process.env.PATH}:/usr/sbin:/sbin`, PROBE_SECONDS: '30', ...environment },
      maxBuffer: 64 * 1024 * 1024,
    });
    return { status, stdout, stderr, seconds: Number(process.hrtime.bigint() - before) / 1e9 };
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What a run has printed. */
export interface ProbeRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** The facts that a run has printed, as the strict reader has them. */
export function factsOf({ status, stdout, stderr }: ProbeRun): NodeFacts {
  if (status !== 0) throw new Error(`the probe ended with ${status}: ${stderr}`);
  const [facts, ...others] = factsOfText(stdout, 'stdout');
  if (others.length > 0) throw new Error('the probe has printed more than one document');
  return facts;
}
