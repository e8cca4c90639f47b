'use strict';
/*
 * What acts in one network namespace of the bed: servers on any address, clients from any address, commands. It is told what
 * to do by lines of JSON on its standard input, answers with such lines, and ends when its input does. It is plain JavaScript
 * because it runs as a process of its own, without a compiler.
 *
 * The agent that is started as `node` also starts those of the other namespaces, as children, and passes on what is meant for
 * them: the first of their process namespace, it takes all of them along when it ends.
 */
const { execFile, spawn } = require('node:child_process');
const { createSocket } = require('node:dgram');
const { writeFileSync, readlinkSync } = require('node:fs');
const { connect, createServer } = require('node:net');
const { createInterface } = require('node:readline');

const [name, ...children] = process.argv.slice(2);
const say = message => process.stdout.write(`${JSON.stringify(message)}\n`);
/** A dual-stack socket writes an IPv4 address as IPv6. */
const plain = address => address.replace(/^::ffff:(?=[\d.]+$)/, '');

/** Runs a command in this namespace. */
function run({ command, args, input }) {
  return new Promise(resolve => {
    const child = execFile(command, args, { maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      resolve({ ok: !error, stdout, stderr: stderr || (error ? String(error) : '') });
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input || '');
  });
}

/** Writes kernel settings of this namespace. */
function settings({ files }) {
  for (const [path, value] of Object.entries(files)) writeFileSync(path, value);
}

let servers = [];
const connections = new Set();

/**
 * Listens in place of where it listened before. Who connects is told who has answered, at which address and port, and the
 * client's address as the server sees it. TCP listens on every address; UDP, whose replies have to leave from the address that
 * was asked, on each one.
 */
async function listen({ tcp, udp }) {
  // A server is closed when its last connection is, and a client that has given up may never end its own.
  for (const socket of connections) socket.destroy();
  await Promise.all(servers.map(closed));
  servers = [];
  const answer = (address, port, source) => JSON.stringify({ by: name, address: plain(address), port, source: plain(source) });
  await Promise.all([
    ...tcp.map(port => new Promise((resolve, reject) => {
      const server = createServer(socket => {
        connections.add(socket);
        socket.on('error', () => undefined).on('close', () => connections.delete(socket));
        socket.end(answer(socket.localAddress || '', socket.localPort, socket.remoteAddress || ''));
      });
      servers.push(server.once('error', reject).listen({ port, host: '::', backlog: 4096 }, resolve));
    })),
    ...udp.map(([address, port]) => new Promise((resolve, reject) => {
      const server = createSocket(address.includes(':') ? 'udp6' : 'udp4');
      server.on('message', (_, client) => server.send(answer(address, port, client.address), client.port, client.address));
      servers.push(server.once('error', reject).bind({ address, port }, resolve));
    })),
  ]);
}

/** One that was never bound, since what came before it has failed, is closed already. */
function closed(server) {
  return new Promise(resolve => {
    try {
      server.close(resolve);
    } catch {
      resolve();
    }
  });
}

/** How long an attempt takes depends on the kernel alone, so that the caller says what it is willing to wait. */
function attempt(probe, start) {
  return new Promise(resolve => {
    let end = () => undefined;
    const finish = result => {
      clearTimeout(timer);
      end();
      resolve(result);
    };
    const timer = setTimeout(() => finish({ end: 'timed out' }), probe.timeout);
    end = start(data => finish({ end: 'answered', ...JSON.parse(data) }), ({ code }) => {
      if (code === 'ECONNREFUSED') finish({ end: 'refused' });
      // What the node's own rules drop or reject can't be sent; a rejection is told by the ICMP error that follows.
      else if (code !== 'EPERM') finish({ end: code });
    });
  });
}

function attemptTcp(probe) {
  return attempt(probe, (answered, failed) => {
    const socket = connect({ host: probe.destination, port: probe.port, localAddress: probe.source, localPort: probe.sourcePort });
    // Reset, not closed: nothing is left that the same ports could meet again.
    socket.on('data', answered).on('error', failed).on('end', () => failed({ code: 'closed without an answer' }));
    return () => socket.resetAndDestroy();
  });
}

function attemptUdp(probe) {
  return attempt(probe, (answered, failed) => {
    const socket = createSocket(probe.destination.includes(':') ? 'udp6' : 'udp4');
    socket.on('message', answered).on('error', failed);
    socket.bind({ address: probe.source, port: probe.sourcePort }, () => {
      socket.connect(probe.port, probe.destination, error => {
        if (error) failed(error);
        else socket.send('?', sendError => sendError && failed(sendError));
      });
    });
    return () => socket.close();
  });
}

/** Opens a connection for each probe, many at once. */
async function probe({ probes }) {
  const results = new Array(probes.length);
  let next = 0;
  const worker = async () => {
    while (next < probes.length) {
      const index = next++;
      results[index] = await (probes[index].protocol === 'tcp' ? attemptTcp : attemptUdp)(probes[index]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(500, probes.length) }, worker));
  return results;
}

/** Prints the kernel's trace events from now on. */
function monitor() {
  const nft = spawn('nft', ['-a', 'monitor', 'trace'], { stdio: ['ignore', 'pipe', 'pipe'] });
  createInterface({ input: nft.stdout }).on('line', trace => say({ trace }));
  createInterface({ input: nft.stderr }).on('line', error => say({ monitorError: error }));
  nft.on('exit', status => say({ monitorError: `nft monitor ended with ${status}` }));
}

const identity = () => ({ pid: process.pid, network: readlinkSync('/proc/self/ns/net') });
const operations = { run, settings, listen, probe, monitor, identity };

const agents = Object.fromEntries(children.map(child => {
  const agent = spawn('unshare', ['--net', process.execPath, __filename, child], { stdio: ['pipe', 'pipe', 'inherit'] });
  createInterface({ input: agent.stdout }).on('line', line => process.stdout.write(`${line}\n`));
  agent.on('exit', () => process.exit(1));
  return [child, agent];
}));

createInterface({ input: process.stdin })
  .on('line', async line => {
    const { id, to, operation, parameters } = JSON.parse(line);
    if (to !== name) {
      agents[to].stdin.write(`${line}\n`);
      return;
    }
    try {
      say({ id, result: await operations[operation](parameters || {}) });
    } catch (error) {
      say({ id, error: `${name}: ${operation}: ${error.stack}` });
    }
  })
  .on('close', () => process.exit(0));
