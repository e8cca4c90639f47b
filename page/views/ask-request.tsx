import { useEffect, useState } from 'preact/hooks';
import { Place } from '../location';
import { RequestAnswer, RequestInterpreter } from '../request-interpreter';

interface AskRequestProps {
  readonly interpreter: RequestInterpreter;
  readonly place: Place;
  readonly go: (place: Place, replace?: boolean) => void;
}

/** A request that somebody asks about, and its way to the backends. The link keeps the question. */
export function AskRequest({ interpreter, place, go }: AskRequestProps) {
  const { request = '', headers = '', source = '' } = place.filters;
  const [draft, setDraft] = useState({ request, headers, source });
  const [answer, setAnswer] = useState<RequestAnswer | Error>();
  useEffect(() => {
    let isCurrent = true;
    setAnswer(undefined);
    if (request !== '') {
      void interpreter.ask(request, headers.split('\n').map(line => line.trim()).filter(line => line !== ''), source.trim() || undefined)
        .catch((error: Error) => error).then(found => { if (isCurrent) setAnswer(found); });
    }
    return () => { isCurrent = false; };
  }, [request, headers, source]);
  return (
    <section aria-labelledby="part-title">
      <h2 id="part-title">Ask about a request</h2>
      <form class="filters" onSubmit={event => { event.preventDefault(); go({ part: 'request', filters: { ...draft } }); }}>
        <label>Request
          <input
            required size={40} value={draft.request} placeholder="GET https://app.example.com/cart"
            onInput={event => setDraft({ ...draft, request: event.currentTarget.value })}
          />
        </label>
        <label>Headers, one in each line
          <textarea rows={2} cols={32} value={draft.headers} placeholder="X-API-Version: v2" onInput={event => setDraft({ ...draft, headers: event.currentTarget.value })} />
        </label>
        <label>Who sends it, inside of the cluster
          <input size={32} value={draft.source} placeholder="pod:shop/cart" onInput={event => setDraft({ ...draft, source: event.currentTarget.value })} />
        </label>
        <button type="submit">Ask</button>
      </form>
      {request !== '' && answer === undefined && <p class="busy" role="status">Asking…</p>}
      {answer instanceof Error && <p role="alert">{answer.message}</p>}
      {answer && !(answer instanceof Error) && (
        <div class="detail" aria-live="polite" data-asked={`${request} ${headers} ${source}`.trim()}>
          <pre tabIndex={0}>{answer.text}</pre>
          <details><summary>As explain --format json prints it</summary><pre tabIndex={0}>{answer.json}</pre></details>
        </div>
      )}
    </section>
  );
}
