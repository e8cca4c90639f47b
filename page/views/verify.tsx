import { useMemo } from 'preact/hooks';
import { ViewProps } from '../app';

/** A node of `verify --format json`. */
interface Verification {
  readonly node?: string;
  readonly nodeName?: string;
  readonly outcome: string;
  readonly differences: readonly Difference[];
  readonly causes?: readonly string[];
  readonly unknown?: readonly string[];
  readonly notes?: readonly string[];
}

interface Difference {
  readonly kind: string;
  readonly description: string;
  readonly live?: readonly string[];
  readonly predicted?: readonly string[];
}

const OUTCOMES: Readonly<Record<string, string>> = { 'in-sync': 'in sync with the prediction', 'unknown': 'cannot be compared', 'differs': 'differs from the prediction' };

/** Whether nodes are in the predicted state. */
export function VerifyView({ text }: ViewProps) {
  const { nodes } = useMemo(() => JSON.parse(text) as { readonly nodes: readonly Verification[] }, [text]);
  return (
    <>
      {nodes.map(({ node, nodeName = node, outcome, differences, causes = [], unknown = [], notes = [] }) => (
        <article key={nodeName} class={`finding ${outcome === 'in-sync' ? 'solved' : 'open'}`}>
          <h3>{nodeName}: {OUTCOMES[outcome] ?? outcome}</h3>
          <ul>
            {differences.map(({ kind, description, live = [], predicted = [] }, index) => (
              <li key={index}>
                <strong>{kind}</strong> {description}
                {live.length > 0 && <pre tabIndex={0}>is:        {live.join('\n           ')}</pre>}
                {predicted.length > 0 && <pre tabIndex={0}>should be: {predicted.join('\n           ')}</pre>}
              </li>
            ))}
          </ul>
          <Lines title="What may explain it" lines={causes} />
          <Lines title="What the listing does not show" lines={unknown} />
          <Lines title="Not a fault" lines={notes} />
        </article>
      ))}
    </>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return <></>;
  return <><p><strong>{title}</strong></p><ul>{lines.map(line => <li key={line}>{line}</li>)}</ul></>;
}
