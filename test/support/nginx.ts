import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether a real nginx can be run here. Without it its tests are reported as skipped; with REQUIRE_KERNEL_TESTS set that is an error instead. */
export function nginxIsAvailable(): boolean {
  const { status } = spawnSync('nginx', ['-v'], { env: ENVIRONMENT });
  if (status !== 0 && process.env.REQUIRE_KERNEL_TESTS) throw new Error('REQUIRE_KERNEL_TESTS is set, but nginx can\'t be used here');
  return status === 0;
}

const ENVIRONMENT = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

/** What a client of nginx got. */
export interface NginxAnswer {
  readonly status: number;
  readonly location?: string;
  /** What the backend saw, where it was asked. */
  readonly backend?: { readonly location: string; readonly uri: string; readonly host: string };
}

/** A real nginx in front of a backend that answers with what it saw, both on sockets in a folder that goes with them. */
export class Nginx {
  private readonly folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  private process?: ChildProcess;
  private backend?: Server;

  /** @param servers the text of the `server` blocks; `SOCKET` in it is where they listen, `BACKEND` what they pass to */
  public async start(servers: string): Promise<void> {
    this.backend = createServer((incoming, response) => {
      const { host, 'x-location': location } = incoming.headers;
      response.end(JSON.stringify({ location, uri: incoming.url, host }));
    });
    await new Promise<void>(resolve => this.backend!.listen(join(this.folder, 'backend.sock'), resolve));
    writeFileSync(join(this.folder, 'nginx.conf'), this.configuration(servers));
    this.process = spawn('nginx', ['-p', this.folder, '-c', join(this.folder, 'nginx.conf')], { env: ENVIRONMENT, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    this.process.stderr!.on('data', data => errors += data);
    for (let tries = 0; ; tries++) {
      try {
        await this.ask('localhost', '/');
        return;
      } catch (error) {
        if (tries > 100 || this.process.exitCode !== null) throw new Error(`nginx does not answer: ${errors}`, { cause: error });
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    }
  }

  public ask(host: string, path: string): Promise<NginxAnswer> {
    return new Promise((resolve, reject) => {
      const client = request({ socketPath: join(this.folder, 'nginx.sock'), path, headers: { host }, agent: false }, response => {
        let body = '';
        response.setEncoding('utf8').on('data', data => body += data).on('end', () => {
          const { statusCode: status = 0, headers: { location } } = response;
          resolve({ status, ...location !== undefined && { location }, ...status === 200 && { backend: JSON.parse(body) } });
        });
      });
      client.on('error', reject).end();
    });
  }

  public async stop(): Promise<void> {
    if (this.process && this.process.exitCode === null) {
      const ended = new Promise(resolve => this.process!.on('exit', resolve));
      this.process.kill('SIGTERM');
      await ended;
    }
    await new Promise(resolve => this.backend ? this.backend.close(resolve) : resolve(undefined));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private configuration(servers: string): string {
    const socket = join(this.folder, 'nginx.sock');
    return `daemon off; worker_processes 1; pid ${this.folder}/nginx.pid; error_log stderr emerg; user root;
events { worker_connections 512; }
http {
  access_log off; server_names_hash_max_size 65536; server_names_hash_bucket_size 128; proxy_temp_path ${this.folder}/t; client_body_temp_path ${this.folder}/b;
  fastcgi_temp_path ${this.folder}/f; scgi_temp_path ${this.folder}/s; uwsgi_temp_path ${this.folder}/u; absolute_redirect on; port_in_redirect off;
  upstream backend { server unix:${join(this.folder, 'backend.sock')}; }
${servers.replaceAll('SOCKET', `unix:${socket}`).replaceAll('BACKEND', 'http://backend')}
}
`;
  }
}
