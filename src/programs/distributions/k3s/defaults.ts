import { PlainObject } from '../../../base/objects/fields';
import { rkeConfiguration } from '../change/rke-defaults';
import { Evidence } from '../evidence';

export const defaults = (evidence: Evidence): PlainObject => rkeConfiguration(evidence, 'k3s');
