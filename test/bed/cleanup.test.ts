import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Agents, BED_COMMAND, PLACES } from './agents';
import { layOut } from './topology';
import { bedIsAvailable } from '../support/kernel';

const bedTest = bedIsAvailable() ? test : test.skip;

/** The network namespaces that processes of this machine are in. */
function networksInUse(): Set<string> {
  return new Set(readdirSync('/proc').filter(name => /^\d+$/.test(name)).flatMap(pid => {
    try {
      return [readlinkSync(`/proc/${pid}/ns/net`)];
    } catch {
      return []; // The process has ended since.
    }
  }));
}

/** Waits until no process is in any of the namespaces: what a namespace holds goes with its last process. */
async function expectGone(networks: readonly string[]): Promise<void> {
  expect(new Set(networks).size).toBe(PLACES.length);
  const deadline = Date.now() + 20_000;
  while (networks.some(network => networksInUse().has(network))) {
    if (Date.now() > deadline) throw new Error('the namespaces are still in use');
    await new Promise(resolve => setImmediate(resolve));
  }
}

function namedNamespaces(): string[] {
  return existsSync('/run/netns') ? readdirSync('/run/netns') : [];
}

bedTest('a bed that is stopped leaves nothing behind', async () => {
  const before = namedNamespaces();
  const agents = new Agents();
  await layOut(agents);
  const networks = await Promise.all(PLACES.map(async place => (await agents.identity(place)).network));
  expect(networks.filter(network => networksInUse().has(network))).toEqual(networks);
  await agents.stop();
  await expectGone(networks);
  expect(namedNamespaces()).toEqual(before);
}, 30_000);

bedTest('a command that fails in the bed is told with its place and its error', async () => {
  const agents = new Agents();
  try {
    await expect(agents.run('pods', 'ip', ['link', 'set', 'nowhere', 'up'])).rejects.toThrow('pods: ip link set nowhere up: Cannot find device "nowhere"');
  } finally {
    await agents.stop();
  }
}, 30_000);

/** Stands for a test run: it starts a bed, and passes on what that is told and says. */
const STAND_IN = `
  const [command, ...args] = process.argv.slice(1);
  const child = require('node:child_process').spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  process.stdin.pipe(child.stdin);
  child.stdout.pipe(process.stdout);
  console.log(JSON.stringify({ unshare: child.pid }));
`;

/** The processes' namespaces, and the process that started them, by what they say. */
async function startStandIn(): Promise<{ standIn: ChildProcess; unshare: number; networks: string[] }> {
  const standIn = spawn(process.execPath, ['-e', STAND_IN, ...BED_COMMAND], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: standIn.stdout! })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value as string);
  const { unshare } = await next();
  const networks: string[] = [];
  for (const [id, to] of PLACES.entries()) {
    standIn.stdin!.write(`${JSON.stringify({ id, to, operation: 'identity' })}\n`);
    networks.push((await next()).result.network);
  }
  return { standIn, unshare, networks };
}

bedTest.each(['the test run', 'the bed'])('where %s is killed, nothing is left behind', async who => {
  const { standIn, unshare, networks } = await startStandIn();
  expect(networks.filter(network => networksInUse().has(network))).toEqual(networks);
  process.kill(who === 'the test run' ? standIn.pid! : unshare, 'SIGKILL');
  await expectGone(networks);
  if (standIn.exitCode === null && standIn.signalCode === null) {
    standIn.stdin!.end();
    standIn.kill();
    await once(standIn, 'exit');
  }
}, 30_000);
