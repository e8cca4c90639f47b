import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { DEFINITIONS, DUMP_CONFIG_MAPS, DUMP_KINDS, DumpKind, isDefinitionRead } from './dump-kinds';
import { Kubectl, KubectlFailure, ServedKind } from './kubectl';
import { checkFolder, OutputFile, writeFolder } from './output-folder';
import { writeText } from './script-output';
import { complain, Progress } from './terminal';
import { InputError } from '../base/errors';
import { isDnsSubdomain, isPlainObject, PlainObject } from '../base/objects/fields';
import { isObjectList } from '../base/objects/lists';
import { enumeration } from '../base/text/words';
import { readGatewayApiObject } from '../cluster/gateway-api/gateway-api-objects';
import { authorityReferences } from '../cluster/gateway-api/tls-references';
import { readWorkload } from '../cluster/workloads/workload';

/** The options of `dump`. */
export interface DumpFlags {
  readonly out: string;
  readonly context?: string;
  readonly kubectl: string;
  readonly skip?: string[];
  readonly force?: boolean;
  readonly quiet?: boolean;
}

/** Exit code where the dump is written, but lacks what could not be read. */
const INCOMPLETE = 2;

/** Carries out `dump`. */
export function dump(flags: DumpFlags): void {
  checkFolder(flags.out, flags.force ?? false);
  const dumping = new Dumping(new Kubectl(flags.kubectl, flags.context), new Set(flags.skip));
  const paths = writeFolder(flags.out, dumping.files(), flags.force ?? false, isDumpFile);
  if (dumping.isIncomplete) process.exitCode = INCOMPLETE;
  if (flags.quiet) return;
  for (const note of dumping.leftOut) complain('note', note);
  writeText(undefined, `${flags.out}: ${paths.length} files written; use it as FILE: cdk8s-nftables check ${flags.out} --target-version X.Y`);
}

/** The files of one run, and what it leaves out. */
class Dumping {
  public readonly leftOut: string[] = [];
  public isIncomplete = false;
  private hasAny = false;
  /** ConfigMaps by their namespaces. */
  private readonly configMaps = new Map(DUMP_CONFIG_MAPS.map(({ namespace, names }) => [namespace, new Set(names)]));

  constructor(private readonly kubectl: Kubectl, private readonly skipped: ReadonlySet<string>) {}

  public* files(): Generator<OutputFile> {
    const { kinds: served, failure } = this.kubectl.listableKinds();
    if (failure) this.failed('some kinds that add-ons serve', failure);
    const progress = new Progress('reading from the cluster');
    for (const [i, kind] of DUMP_KINDS.entries()) {
      progress.update(i, DUMP_KINDS.length + 1);
      const resource = kind.resources.find(name => served.has(name));
      if (this.skipped.has(kind.file)) this.leftOut.push(`left out: ${kind.file} (${kind.use}): --skip`);
      else if (resource !== undefined) yield this.listOf(kind, resource, served.get(resource)!);
    }
    const resources = new Set(served.keys());
    this.notServed(resources);
    const definitions = [...resources].filter(isDefinitionRead).sort();
    if (definitions.length > 0) yield this.definitionsOf(definitions);
    for (const [namespace, names] of this.configMaps) yield this.configMapsOf(namespace, [...names]);
    progress.end();
    if (!this.hasAny) throw new InputError(['nothing could be read from the cluster:', ...this.leftOut].join('\n  '));
    this.leftOut.push('left out: Secrets, which no command needs');
  }

  private listOf({ file, use, isNamespaced }: DumpKind, resource: string, { apiVersion, kind }: ServedKind): OutputFile {
    return {
      path: `${file}.json`,
      writeTo: path => {
        const problem = this.kubectl.getInto(path, [resource, ...isNamespaced ? ['--all-namespaces'] : []]);
        if (problem !== undefined && problem !== 'nothing') this.failed(`${resource} (${use})`, problem);
        if (problem !== undefined) return false;
        this.hasAny = true;
        // A List without items does not say of what; that there is none of a kind matters to some commands.
        if (isEmptyList(path)) writeFileSync(path, `${JSON.stringify({ apiVersion, kind: `${kind}List`, metadata: {}, items: [] }, undefined, 2)}\n`);
        if (file === 'daemonsets' || file === 'deployments') this.addConfigMapsOfWorkloads(path);
        if (file === 'gateways' || file === 'backendtlspolicies') this.addAuthorities(path);
        return true;
      },
    };
  }

  private configMapsOf(namespace: string, names: readonly string[]): OutputFile {
    return {
      path: `configmaps-${namespace}.json`,
      writeTo: path => {
        const problem = this.kubectl.getInto(path, ['configmaps', `--namespace=${namespace}`, '--ignore-not-found', ...names]);
        if (problem === 'nothing') this.noneOf(namespace, names);
        else if (problem) this.failed(`ConfigMaps ${names.join(', ')} of ${namespace}`, problem);
        return problem === undefined;
      },
    };
  }

  /** Only those of kube-system are expected; the others are those of programs that may not be there. */
  private noneOf(namespace: string, names: readonly string[]): void {
    if (namespace === 'kube-system') this.leftOut.push(`left out: ConfigMaps ${names.join(', ')} of ${namespace}: there are none of these names`);
  }

  /** Where none of the kinds of an add-on is served, it is not there; of the others each missing kind is named. */
  private notServed(served: ReadonlySet<string>): void {
    const wanted = DUMP_KINDS.filter(({ file }) => !this.skipped.has(file));
    const isServed = ({ resources }: DumpKind): boolean => resources.some(name => served.has(name));
    const present = new Set(wanted.filter(isServed).map(({ of }) => of));
    const notServed = wanted.filter(kind => !isServed(kind));
    for (const { resources: [resource], use } of notServed.filter(({ of }) => of === undefined)) this.leftOut.push(`left out: ${resource} (${use}): the cluster does not serve this kind`);
    for (const owner of present) {
      const names = notServed.filter(({ of }) => of !== undefined && of === owner).map(({ resources: [resource] }) => resource);
      if (names.length > 0) this.leftOut.push(`left out: ${enumeration(names)}: the cluster does not serve ${names.length === 1 ? 'this kind' : 'these kinds'}, although it serves others of ${owner}`);
    }
    const missing = notServed.filter(({ of }) => of !== undefined && !present.has(of));
    const owners = [...new Set(missing.flatMap(({ of }) => of ?? []))];
    if (owners.length > 0) this.leftOut.push(`left out: the kinds of ${enumeration(owners)}: the cluster does not serve any of them`);
  }

  private definitionsOf(names: readonly string[]): OutputFile {
    return {
      path: `${DEFINITIONS.file}.json`,
      writeTo: path => {
        const problem = this.kubectl.getInto(path, [DEFINITIONS.resource, '--ignore-not-found', ...names]);
        if (problem && problem !== 'nothing') this.failed('CustomResourceDefinitions (the release of Gateway API)', problem);
        return problem === undefined;
      },
    };
  }

  /** Whatever its name is, the ConfigMap that kube-proxy mounts is the one that it reads; ingress-nginx reads the one that a flag names. */
  private addConfigMapsOfWorkloads(path: string): void {
    for (const object of objectsOf(path)) {
      const workload = readWorkload(object);
      if (!workload) continue;
      const { namespace, containers } = workload;
      if (containers.some(({ image }) => image.name === 'kube-proxy')) for (const name of mountedConfigMaps(object)) this.addConfigMap(namespace, name);
      for (const word of containers.filter(({ command }) => command.some(each => each.endsWith('nginx-ingress-controller'))).flatMap(({ command }) => command)) {
        const [, of, name] = /^--(?:configmap|tcp-services-configmap|udp-services-configmap)=([^/]+)\/(.+)$/.exec(word) ?? [];
        if (of !== undefined) this.addConfigMap(of === '$(POD_NAMESPACE)' ? namespace : of, name);
      }
    }
  }

  /** Certificates of authorities; they do not have to be kept secret. */
  private addAuthorities(path: string): void {
    for (const object of objectsOf(path)) {
      for (const { group, kind, namespace, name } of authorityReferences(readGatewayApiObject(object))) {
        if (group === '' && kind === 'ConfigMap') this.addConfigMap(namespace, name);
      }
    }
  }

  private addConfigMap(namespace: string, name: string): void {
    if (!isDnsSubdomain(name) || !isDnsSubdomain(namespace)) return;
    this.configMaps.set(namespace, (this.configMaps.get(namespace) ?? new Set()).add(name));
  }

  private failed(what: string, { reason, message }: KubectlFailure): void {
    // A kind that is gone since the cluster was asked for its kinds is not served.
    if (reason !== 'not-served') this.isIncomplete = true;
    this.leftOut.push(`left out: ${what}: ${reason === 'forbidden' ? 'you may not read this: ' : ''}${message}`);
  }
}

/** The objects of a file that kubectl has written; a list of a kind may have none. */
function objectsOf(path: string): PlainObject[] {
  const { items } = JSON.parse(readFileSync(path, 'utf8')) as { readonly items?: unknown };
  return (Array.isArray(items) ? items : []).filter(isPlainObject);
}

function mountedConfigMaps(daemonSet: PlainObject): string[] {
  const mapOf = (value: unknown): PlainObject => isPlainObject(value) ? value : {};
  const { volumes } = mapOf(mapOf(mapOf(daemonSet.spec).template).spec);
  return (Array.isArray(volumes) ? volumes : []).map(volume => mapOf(mapOf(volume).configMap).name)
    .filter((name): name is string => typeof name === 'string' && isDnsSubdomain(name));
}

/** Whether a file of this path is one of an earlier dump. */
function isDumpFile(path: string): boolean {
  return [...DUMP_KINDS, DEFINITIONS].some(({ file }) => path === `${file}.json`) || /^configmaps-[a-z0-9-]+\.json$/.test(path);
}

/** What kubectl prints where there is nothing; a larger file is not looked into. */
function isEmptyList(path: string): boolean {
  const MOST_BYTES = 1024;
  if (statSync(path).size > MOST_BYTES) return false;
  const list: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return isObjectList(list) && list.items?.length === 0;
}
