import { DUMP_CONFIG_MAPS, DUMP_KINDS, DumpKind } from './dump-kinds';
import { Kubectl, KubectlFailure } from './kubectl';
import { checkFolder, OutputFile, writeFolder } from './output-folder';
import { writeText } from './script-output';
import { complain, Progress } from './terminal';
import { InputError } from '../base/errors';
import { isDnsSubdomain, isPlainObject, PlainObject } from '../base/objects/fields';
import { readWorkload } from '../cluster/workloads/workload';
import { readFiles } from '../input/read-files';

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
      else if (resource === undefined) this.leftOut.push(`left out: ${kind.resources[0]} (${kind.use}): the cluster does not serve this kind${kind.of === undefined ? '' : `, which is of ${kind.of}`}`);
      else yield this.listOf(kind, resource);
    }
    for (const [namespace, names] of this.configMaps) yield this.configMapsOf(namespace, [...names]);
    progress.end();
    if (!this.hasAny) throw new InputError(['nothing could be read from the cluster:', ...this.leftOut].join('\n  '));
    this.leftOut.push('left out: Secrets, which no command needs');
  }

  private listOf({ file, use, isNamespaced }: DumpKind, resource: string): OutputFile {
    return {
      path: `${file}.json`,
      writeTo: path => {
        const problem = this.kubectl.getInto(path, [resource, ...isNamespaced ? ['--all-namespaces'] : []]);
        if (problem !== undefined && problem !== 'nothing') this.failed(`${resource} (${use})`, problem);
        if (problem !== undefined) return false;
        this.hasAny = true;
        if (file === 'daemonsets') this.addMounted(path);
        return true;
      },
    };
  }

  private configMapsOf(namespace: string, names: readonly string[]): OutputFile {
    return {
      path: `configmaps-${namespace}.json`,
      writeTo: path => {
        const problem = this.kubectl.getInto(path, ['configmaps', `--namespace=${namespace}`, '--ignore-not-found', ...names]);
        if (problem === 'nothing') this.leftOut.push(`left out: ConfigMaps ${names.join(', ')} of ${namespace}: there are none of these names`);
        else if (problem) this.failed(`ConfigMaps ${names.join(', ')} of ${namespace}`, problem);
        return problem === undefined;
      },
    };
  }

  /** Whatever its name is, the ConfigMap that kube-proxy mounts is the one that it reads. */
  private addMounted(path: string): void {
    for (const { object, source } of readFiles([path])) {
      const workload = readWorkload(object, source);
      if (!workload?.containers.some(({ image }) => image.name === 'kube-proxy')) continue;
      const { namespace } = workload;
      const names = this.configMaps.get(namespace) ?? new Set();
      for (const name of mountedConfigMaps(object)) names.add(name);
      if (names.size > 0) this.configMaps.set(namespace, names);
    }
  }

  private failed(what: string, { reason, message }: KubectlFailure): void {
    // A kind that is gone since the cluster was asked for its kinds is not served.
    if (reason !== 'not-served') this.isIncomplete = true;
    this.leftOut.push(`left out: ${what}: ${reason === 'forbidden' ? 'you may not read this: ' : ''}${message}`);
  }
}

function mountedConfigMaps(daemonSet: PlainObject): string[] {
  const mapOf = (value: unknown): PlainObject => isPlainObject(value) ? value : {};
  const { volumes } = mapOf(mapOf(mapOf(daemonSet.spec).template).spec);
  return (Array.isArray(volumes) ? volumes : []).map(volume => mapOf(mapOf(volume).configMap).name)
    .filter((name): name is string => typeof name === 'string' && isDnsSubdomain(name));
}

/** Whether a file of this path is one of an earlier dump. */
function isDumpFile(path: string): boolean {
  return DUMP_KINDS.some(({ file }) => path === `${file}.json`) || /^configmaps-[a-z0-9-]+\.json$/.test(path);
}
