import { useMemo, useState } from 'preact/hooks';
import { ViewProps } from '../app';
import { Badge } from '../parts/badge';
import { CodeText } from '../parts/code-text';
import { Filter, Filters, useFiltered } from '../parts/filters';
import { SEVERITIES } from '../parts/words';

/** A finding of `check --format json`. */
interface Finding {
  readonly ruleId: string;
  readonly title: string;
  readonly severity: string;
  readonly confidence: string;
  readonly message: string;
  readonly objects: readonly FindingObject[];
  readonly remediation?: string;
  readonly references?: readonly string[];
  /** What solves it. */
  readonly by?: string;
  readonly waiver?: { readonly reason?: string; readonly until?: string };
}

interface FindingObject {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly detail?: string;
  readonly file?: string;
  readonly line?: number;
}

interface Report {
  readonly findings: readonly Finding[];
  readonly solved?: readonly Finding[];
  readonly waived?: readonly Finding[];
}

/** Whether a finding counts. */
type State = 'open' | 'solved' | 'waived';

interface Row extends Finding {
  readonly state: State;
}

const FILTERS: readonly Filter<Row>[] = [
  { id: 'severity', title: 'Severity', valueOf: ({ severity }) => severity },
  { id: 'state', title: 'State', valueOf: ({ state }) => state },
];

/** What is in the way, what to know, and what to do. */
export function Findings({ text, place, go }: ViewProps) {
  const findings = useMemo(() => read(text), [text]);
  const rows = useFiltered(findings, FILTERS, place, textOf);
  return (
    <>
      <Filters rows={findings} shown={rows.length} filters={FILTERS} place={place} go={go} word="finding" />
      {rows.length === 0 && <p class="empty">{findings.length === 0 ? 'Nothing was found.' : 'No finding matches the filters.'}</p>}
      {rows.map((finding, index) => <Card key={`${finding.ruleId} ${finding.state} ${index}`} finding={finding} isOpen={place.row === finding.ruleId} />)}
    </>
  );
}

const FEW = 10;

function Card({ finding, isOpen }: { readonly finding: Row; readonly isOpen: boolean }) {
  const [all, setAll] = useState(false);
  const { ruleId, title, severity, state, message, objects, remediation, references = [], confidence, by, waiver } = finding;
  const shown = all ? objects : objects.slice(0, FEW);
  return (
    <article class={`finding ${state} ${isOpen ? 'chosen' : ''}`} id={`finding-${ruleId}`} aria-label={title}>
      <h3>
        <Badge words={SEVERITIES} value={severity} /> {title} <a class="rule" href={`#findings/${ruleId}`}>{ruleId}</a>
      </h3>
      {by !== undefined && <p class="note">Solved by {by}.</p>}
      {waiver && <p class="note">Accepted{waiver.until === undefined ? '' : ` until ${waiver.until}`}: {waiver.reason}</p>}
      <p><CodeText text={message} /></p>
      {confidence === 'needs-node-check' && <p class="note">Confirm on the node: the objects alone cannot prove this.</p>}
      <ul class="objects">
        {shown.map((object, index) => <li key={index}>{describe(object)}{object.file !== undefined && <span class="where"> {object.file}{object.line === undefined ? '' : `:${object.line}`}</span>}</li>)}
      </ul>
      {objects.length > shown.length && <button type="button" onClick={() => setAll(true)}>Show all {objects.length.toLocaleString('en-US')}</button>}
      {remediation !== undefined && <p class="remedy"><strong>What to do: </strong><CodeText text={remediation} /></p>}
      {references.length > 0 && <p class="references">{references.map(reference => <Reference key={reference} url={reference} />)}</p>}
    </article>
  );
}

/** Only links of the web are links. */
function Reference({ url }: { readonly url: string }) {
  return /^https:\/\//.test(url) ? <a href={url} rel="noreferrer">{url.replace(/^https:\/\//, '')}</a> : <span>{url}</span>;
}

function describe({ kind, namespace, name, detail }: FindingObject): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}${detail === undefined ? '' : `: ${detail}`}`;
}

function read(text: string): Row[] {
  const { findings, solved = [], waived = [] } = JSON.parse(text) as Report;
  const withState = (list: readonly Finding[], state: State) => list.map((finding): Row => ({ ...finding, state }));
  return [...withState(findings, 'open'), ...withState(solved, 'solved'), ...withState(waived, 'waived')];
}

function textOf(finding: Row): string {
  return [finding.ruleId, finding.title, finding.message, finding.remediation, ...finding.objects.map(describe)].join(' ');
}
