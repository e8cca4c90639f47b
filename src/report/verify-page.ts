import { answerPage } from './answer-pages';
import { PageContent } from './html';
import { countOf } from '../base/text/words';
import { verifyReport } from '../verify/report';
import { Verification } from '../verify/verify';

/** Whether nodes are in the predicted state. */
export function verifyPage(results: readonly Verification[]): PageContent {
  const [{ kubernetesVersion }] = results;
  const count = (wanted: Verification['outcome']) => results.filter(({ outcome }) => outcome === wanted).length;
  return answerPage('verify', verifyReport(results, 'json'), {
    title: `${countOf(results.length, 'node')} compared with the prediction for kube-proxy ${kubernetesVersion}`,
    lead: [`${count('in-sync')} in sync, ${count('differs')} not, ${count('unknown')} that cannot be compared.`],
  });
}
