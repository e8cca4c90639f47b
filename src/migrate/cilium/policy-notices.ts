import { decisiveUnknown, howToState, titlesOf } from './decisive-kinds';
import { PATHS } from './paths';
import { CiliumPlan } from './plan';
import { isTranslated } from '../../programs/cilium/translate/calico-policies';

function heldBackOf(all: number, heldBack: number): string {
  if (all === 0) return 'no policies are translated';
  return `${heldBack === 1 ? '1 policy that could then allow more than before is' : `${heldBack} policies that could then allow more than before are`} held back`;
}

/** What users have to know of the policies at once. */
export function policyNotices(plan: CiliumPlan): string[] {
  const { policies } = plan;
  const open = policies.filter(each => !isTranslated(each)).length;
  const nodes = policies.filter(({ hosts }) => hosts.length > 0).length;
  const heldBack = policies.filter(({ lacks }) => lacks.length > 0).length;
  const decisive = decisiveUnknown(plan);
  const { command, option } = howToState(decisive, plan.calico);
  return [
    ...open > 0 ? [`${open} of Calico's ${policies.length} policies are not translated: see ${PATHS.policiesPage}`] : [],
    ...nodes > 0 ? [`${nodes === 1 ? '1 policy is' : `${nodes} policies are`} for nodes, too, which are open in Cilium: see ${PATHS.policiesPage}`] : [],
    ...decisive.length > 0 ? [
      `the input has no ${titlesOf(decisive)}, so ${heldBackOf(policies.length, heldBack)}: `
      + `add them (${command}), or state that there are none (${option})`,
    ] : [],
  ];
}
