import { howToState, titlesOf } from './decisive-kinds';
import { PATHS } from './paths';
import { CiliumPlan } from './plan';
import { countOf } from '../../base/text/words';
import { isTranslated } from '../../programs/cilium/translate/calico-policies';

/** What users have to know of the policies at once. */
export function policyNotices({ policies, unknown }: CiliumPlan): string[] {
  const open = policies.filter(each => !isTranslated(each)).length;
  const heldBack = policies.filter(({ lacks }) => lacks.length > 0).length;
  // Without any, there is nothing to hold back; whether that is all is not known either.
  const decisive = policies.length === 0 ? unknown.filter(({ kind }) => kind === 'NetworkPolicy' || kind === 'GlobalNetworkPolicy') : unknown.filter(({ kind }) => policies.some(({ lacks }) => lacks.includes(kind)));
  const { command, option } = howToState(decisive);
  return [
    ...open > 0 ? [`${open} of Calico's ${policies.length} policies are not translated: see ${PATHS.policiesPage}`] : [],
    ...decisive.length > 0 ? [
      `the input has no ${titlesOf(decisive)}, so ${policies.length === 0 ? 'no policies are translated' : `${countOf(heldBack, 'policy').replace(/policys$/, 'policies')} that could then allow more than before ${heldBack === 1 ? 'is' : 'are'} held back`}: `
      + `add them (${command}), or state that there are none (${option})`,
    ] : [],
  ];
}
