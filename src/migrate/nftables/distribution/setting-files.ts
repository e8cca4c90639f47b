import { InputError } from '../../../base/errors';
import { isEqual } from '../../../base/objects/equal';
import { PlainObject } from '../../../base/objects/fields';
import { changeYaml } from '../../../input/edit/change-yaml';
import { yamlTree } from '../../../input/edit/yaml-tree';
import { readPlainText } from '../../../input/read-files';
import { SettingChange, ValueChange } from '../../../programs/distributions/change/change';
import { Evidence } from '../../../programs/distributions/evidence';
import { manifestOf } from '../../manifest';
import { yamlText } from '../../yaml-text';

/** A setting of the installer, before and after, as it is written. */
export interface SettingFile {
  readonly key: string;
  /** Relative to the folder of the distribution. */
  readonly path: string;
  /** What it is of: `/etc/rancher/k3s/config.yaml on srv-1`. */
  readonly description: string;
  readonly after: string;
  /** Undefined where the input does not have it. */
  readonly before?: string;
  /** Whether comments of the input's file could not be kept. */
  readonly isWrittenAnew: boolean;
}

/** The files of changes; those that change nothing are left out, and those in one file are made one after the other. */
export function settingFiles(changes: readonly SettingChange[], evidence: Evidence): SettingFile[] {
  const files = new Map<string, SettingFile>();
  for (const change of changes) {
    const path = pathOf(change);
    const earlier = files.get(path);
    const file = fileOf(change, path, evidence, earlier?.after);
    if (file) files.set(path, earlier ? { ...file, before: earlier.before } : file);
  }
  return [...files.values()];
}

function fileOf(change: SettingChange, path: string, evidence: Evidence, earlier: string | undefined): SettingFile | undefined {
  const { key, where } = change;
  const named = { key, path, description: `${nameOf(change)}${where === undefined ? '' : ` ${where}`}` };
  if ('changeText' in change) {
    const before = earlier ?? change.text;
    const after = change.changeText(before ?? '');
    return after === before ? undefined : { ...named, after, before, isWrittenAnew: false };
  }
  const { present, base = {} } = change;
  if (present === undefined) return { ...named, after: yamlText(change.change(base)), isWrittenAnew: false };
  if (isEqual(change.change(present), present)) return undefined;
  return { ...named, ...changed(change, present, evidence, earlier) };
}

/** The text of the input with the change; where it cannot be changed, or is a part of a dump, the values are written as they are. */
function changed(change: ValueChange, present: PlainObject, evidence: Evidence, earlier: string | undefined): Pick<SettingFile, 'before' | 'after' | 'isWrittenAnew'> {
  const isObject = change.object !== undefined;
  const changeOne = (document: PlainObject) => isObject ? manifestOf(change.change(document)) : change.change(document);
  const text = earlier ?? change.text ?? textOf(present, evidence, isObject);
  if (text !== undefined) {
    try {
      const after = changeYaml(text, document => isEqual(document, present) ? changeOne(document) : document);
      const before = isObject ? changeYaml(text, document => isEqual(document, present) ? manifestOf(document) : document) : text;
      return { before, after, isWrittenAnew: false };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
  return { before: yamlText(isObject ? manifestOf(present) : present), after: yamlText(changeOne(present)), isWrittenAnew: text !== undefined };
}

/** The file that a value was read from; of one with several objects the document that is meant. Of objects in JSON it is YAML that is written. */
function textOf(present: PlainObject, evidence: Evidence, isObject: boolean): string | undefined {
  const source = evidence.sourceOf(present);
  const text = source?.text ?? (source === undefined || source.fileName === '<stdin>' ? undefined : readPlainText(source.fileName)?.text);
  if (text === undefined || (isObject && /^\s*[{[]/.test(text))) return undefined;
  const documents = isObject ? text.split(/^---(?:[ \t].*)?\r?\n/m) : [text];
  return documents.find(document => (treesOf(document)).some(({ value }) => isEqual(value, present)));
}

function treesOf(text: string) {
  try {
    return yamlTree(text) ?? [];
  } catch {
    return [];
  }
}

function nameOf(change: SettingChange): string {
  if (change.file !== undefined) return change.file;
  const { kind, apiVersion, namespace, name } = (change as ValueChange).object!;
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  return `${kind}${group} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** Where a setting is written: its own path below its folder, or the kind and name of an object. */
function pathOf(change: SettingChange): string {
  const { folder, file } = change;
  const path = file === undefined ? objectPath(change as ValueChange) : filePath(file);
  return folder === undefined ? path : `${folder}/${path}`;
}

/** A path within a folder. Of one that is only of the machine where the files are the name alone says something. */
function filePath(file: string): string {
  const path = file.replaceAll('\\', '/');
  const isOnNodes = /^\/(?:etc|var|opt|root)\//.test(path) && !/^\/var\/(?:tmp|folders)\//.test(path);
  const isElsewhere = path.startsWith('/') && !isOnNodes || /^[A-Za-z]:/.test(path) || path.includes('..');
  // A copy of a node's file, or an inventory, keeps the part of its path that says what it is.
  const inner = isElsewhere ? /(?:^|\/)((?:etc\/rancher|etc\/k0s|var\/snap\/microk8s|inventory|(?:group|host)_vars)\/(?!.*\.\.).+)$/.exec(path)?.[1] ?? path.split('/').at(-1)! : path;
  return inner.replace(/^(?:\.?\/)+/, '').replace(/[^\w./@+-]+/g, '-');
}

function objectPath({ object }: ValueChange): string {
  const { kind, name } = object!;
  return `${kind.toLowerCase()}-${name}.yaml`;
}
