import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { shellWord } from '../../base/text/shell';

/** A program that writes objects of the cluster again and again, and so undoes what others change in them. */
export interface Reconciler {
  readonly name: string;
  /** The command that pauses it, and the one that lets it go on. */
  readonly pause: string;
  readonly resume: string;
}

/** What a program writes on its objects: argoproj `common/common.go`, fluxcd kustomize-controller and helm-controller. */
const RECONCILERS: readonly ((marks: ReadonlyMap<string, string>) => Reconciler | undefined)[] = [
  marks => {
    // APP:GROUP/KIND:NAMESPACE/NAME, where APP may be NAMESPACE_APP.
    const app = marks.get('argocd.argoproj.io/tracking-id')?.split(':')[0] ?? marks.get('argocd.argoproj.io/instance');
    if (app === undefined) return undefined;
    const name = shellWord(app.replace('_', '/'));
    return { name: `Argo CD (application ${app})`, pause: `argocd app set ${name} --sync-policy none`, resume: `argocd app set ${name} --sync-policy automated` };
  },
  marks => flux(marks, 'kustomize.toolkit.fluxcd.io', 'kustomization'),
  marks => flux(marks, 'helm.toolkit.fluxcd.io', 'helmrelease'),
];

function flux(marks: ReadonlyMap<string, string>, group: string, kind: string): Reconciler | undefined {
  const [name, namespace] = [marks.get(`${group}/name`), marks.get(`${group}/namespace`)];
  if (name === undefined || namespace === undefined) return undefined;
  const object = `${kind} ${shellWord(name)} --namespace ${shellWord(namespace)}`;
  return { name: `Flux (${kind} ${namespace}/${name})`, pause: `flux suspend ${object}`, resume: `flux resume ${object}` };
}

/** The programs that say on objects that these are theirs. */
export function reconcilersOf(objects: readonly PlainObject[]): Reconciler[] {
  const found = new Map<string, Reconciler>();
  for (const object of objects) {
    const marks = marksOf(object);
    for (const recognize of RECONCILERS) {
      const reconciler = recognize(marks);
      if (reconciler) found.set(reconciler.pause, reconciler);
    }
  }
  return [...found.values()];
}

function marksOf({ metadata }: PlainObject): ReadonlyMap<string, string> {
  const { labels, annotations } = isPlainObject(metadata) ? metadata : {} as PlainObject;
  return new Map([labels, annotations].flatMap(marks => Object.entries(isPlainObject(marks) ? marks : {}))
    .flatMap(([key, value]) => typeof value === 'string' ? [[key, value] as const] : []));
}
