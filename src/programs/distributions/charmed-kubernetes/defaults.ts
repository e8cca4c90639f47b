import { isJuju } from './settings';
import { PlainObject } from '../../../base/objects/fields';
import { Evidence } from '../evidence';
import { mappingIn } from '../mode';

/** What proxy-extra-config adds to the charm's own configuration. */
export function defaults({ files }: Evidence): PlainObject {
  const [file] = files.filter(isJuju).filter(({ name }) => name.includes('proxy-extra-config'));
  return file === undefined ? {} : file.document ?? mappingIn(file.text) ?? {};
}
