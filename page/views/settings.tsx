import { useMemo } from 'preact/hooks';
import { ViewProps } from '../app';
import { CodeText } from '../parts/code-text';

/** What became of a setting of kube-proxy. */
interface Decision {
  readonly field: string;
  readonly action: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason: string;
}

/** Each setting of kube-proxy's configuration, and why it is as it is. */
export function Settings({ text }: ViewProps) {
  const decisions = useMemo(() => JSON.parse(text) as readonly Decision[], [text]);
  return (
    <div class="wide" tabIndex={0} role="region" aria-label="All settings">
      <table>
        <thead><tr><th scope="col">Setting</th><th scope="col">What happens</th><th scope="col">Before</th><th scope="col">After</th><th scope="col">Why</th></tr></thead>
        <tbody>
          {decisions.map(({ field, action, before, after, reason }) => (
            <tr key={field}>
              <th scope="row"><code>{field}</code></th>
              <td>{action}</td>
              <td><Value value={before} /></td>
              <td><Value value={after} /></td>
              <td><CodeText text={reason} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Value({ value }: { readonly value: unknown }) {
  return value === undefined ? <></> : <code>{JSON.stringify(value)}</code>;
}
