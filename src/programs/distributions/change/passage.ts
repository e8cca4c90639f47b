import { wantedSettings } from './configuration';
import { isOlder, Situation } from './situation';
import { FLAG_OF_FIELD } from '../../kube-proxy/flags-of-configuration';

/** Which of kube-proxy's settings a distribution lets through, and in which form. */
export interface Passage {
  /** What they are there: `flags in kube-proxy-arg`. */
  readonly form: string;
  /** Fields of KubeProxyConfiguration; a field stands for all below it. */
  readonly fields: readonly string[];
  /** What only later versions let through. */
  readonly later?: readonly LaterPassage[];
  /** Why the others are lost. */
  readonly reason: string;
}

export interface LaterPassage {
  readonly fields: readonly string[];
  /** As in `from OpenShift 4.23 on`. */
  readonly since: string;
  readonly isThere: (situation: Situation) => boolean;
}

/** A setting that is not let through. */
export interface LostSetting {
  /** As kube-proxy's configuration names it: `nftables.masqueradeAll`. */
  readonly field: string;
  readonly reason: string;
}

/** A KubeProxyConfiguration as a whole. */
export const wholeConfiguration = (form: string): Passage => ({ form, fields: ['nodePortAddresses', 'nftables', 'conntrack', 'featureGates'], reason: 'it has no field for it' });

/** The mode alone. */
export const modeAlone = (form: string, reason: string): Passage => ({ form, fields: [], reason });

const PERIODS = ['nftables.syncPeriod', 'nftables.minSyncPeriod'];

/** kube-proxy's flags, whatever they are put into. */
export const flagPassage = (form: string): Passage => ({
  form,
  fields: Object.keys(FLAG_OF_FIELD).filter(field => !PERIODS.includes(field)),
  later: [{ fields: PERIODS, since: 'Kubernetes 1.32', isThere: situation => !isOlder(situation, '1.32') }],
  reason: 'kube-proxy has no flag for it',
});

/** Whether a field is let through. */
export function passes({ fields, later = [] }: Passage, field: string, situation: Situation): boolean {
  const all = [...fields, ...later.filter(({ isThere }) => isThere(situation)).flatMap(group => group.fields)];
  return all.some(passed => field === passed || field.startsWith(`${passed}.`));
}

/** What a distribution does not let through of what is set or asked for. */
export function lostSettings(situation: Situation, passage: Passage): LostSetting[] {
  const { reason, later = [] } = passage;
  return wantedSettings(situation).filter(field => !passes(passage, field, situation)).map(field => {
    const since = later.find(({ fields }) => fields.some(name => field === name || field.startsWith(`${name}.`)))?.since;
    return { field, reason: since === undefined ? reason : `${reason} before ${since}` };
  });
}

