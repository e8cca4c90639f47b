import { spawn, spawnSync } from 'node:child_process';

/** What `nft` answered in a network namespace of its own. */
export interface NftAnswer {
  readonly ok: boolean;
  readonly output: string;
  readonly errors: string;
}

/**
 * Whether real rulesets can be loaded here: root, nft, and network namespaces. Without them the kernel tests are reported
 * as skipped; with REQUIRE_KERNEL_TESTS set that is an error instead.
 */
export function kernelIsAvailable(): boolean {
  return isAvailable('nft', 'nft list ruleset');
}

/** The same for the test bed, which also needs iproute2. */
export function bedIsAvailable(): boolean {
  return kernelIsAvailable() && isAvailable('ip', 'ip link set lo up');
}

function isAvailable(tool: string, command: string): boolean {
  const { ok, errors } = inNamespace(command, '');
  if (!ok && process.env.REQUIRE_KERNEL_TESTS) throw new Error(`REQUIRE_KERNEL_TESTS is set, but ${tool} can't be used here: ${errors}`);
  return ok;
}

const ENVIRONMENT = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

/** Runs a shell command in a fresh network namespace, with the script as its standard input. */
export function inNamespace(command: string, script: string): NftAnswer {
  const { status, stdout, stderr, error } = spawnSync('unshare', ['--net', 'sh', '-c', command], {
    input: script, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, env: ENVIRONMENT,
  });
  return { ok: status === 0, output: stdout ?? '', errors: stderr || String(error ?? '') };
}

/** The same beside other work: most of the time of a transaction is the kernel's waiting. */
export function inNamespaceMeanwhile(command: string, script: string): Promise<NftAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn('unshare', ['--net', 'sh', '-c', command], { env: ENVIRONMENT });
    const [output, errors]: Buffer[][] = [[], []];
    child.stdout.on('data', data => output.push(data));
    child.stderr.on('data', data => errors.push(data));
    child.on('error', reject);
    child.on('close', code => resolve({ ok: code === 0, output: Buffer.concat(output).toString('utf8'), errors: Buffer.concat(errors).toString('utf8') }));
    child.stdin.end(script);
  });
}

/**
 * What `nft list table` printed, without the orders that mean nothing: of the objects in the table, which is that of their
 * creation, and of the elements in a set or map, which is that of the kernel's hash tables.
 */
export function normalizeListing(listing: string): string[] {
  const blocks = listing.split(/\n(?=\t(?:set|map|chain) )/).map(block => block.replace(/\n\}?\s*$/, ''));
  return blocks.map(block => {
    const elements = /^([\s\S]*elements = \{ )([\s\S]*?)( \}[\s\S]*)$/.exec(block);
    if (!elements) return block.trimEnd();
    const [, before, list, after] = elements;
    return `${before}${list.split(/,\s+/).sort().join(', ')}${after}`.trimEnd();
  }).sort();
}
