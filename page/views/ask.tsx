import { useState } from 'preact/hooks';
import { QuestionPart } from '../../src/report/document';
import { Interpreter } from '../interpreter';
import { Place } from '../location';
import { Asked } from '../parts/asked';
import { SOURCES, wordOf } from '../parts/words';

interface AskProps {
  readonly question: QuestionPart;
  readonly interpreter: Interpreter;
  readonly place: Place;
  readonly go: (place: Place, replace?: boolean) => void;
}

/** A packet that somebody asks about, and its way in each mode. The link keeps the question. */
export function Ask({ question, interpreter, place, go }: AskProps) {
  const { node = question.nodeNames[0], from = 'external', to = '' } = place.filters;
  const [draft, setDraft] = useState({ node, from, to });
  const change = (field: string) => (event: { readonly currentTarget: { readonly value: string } }) =>
    setDraft({ ...draft, [field]: event.currentTarget.value });
  return (
    <section aria-labelledby="part-title">
      <h2 id="part-title">Ask about a packet</h2>
      <form class="filters" onSubmit={event => { event.preventDefault(); go({ part: 'ask', filters: { ...draft } }); }}>
        <label>Node that it reaches first
          <select value={draft.node} onChange={change('node')}>{question.nodeNames.map(name => <option key={name} value={name}>{name}</option>)}</select>
        </label>
        <label>From
          <input list="sources" required value={draft.from} onInput={change('from')} placeholder="external, node, pod:NAMESPACE/NAME, an address" />
        </label>
        <datalist id="sources">{['external', 'node', 'pod:NAMESPACE/NAME'].map(value => <option key={value} value={value} />)}</datalist>
        <label>To
          <input required value={draft.to} onInput={change('to')} placeholder="10.96.0.10:53/udp, svc:shop/web:http" size={32} />
        </label>
        <button type="submit">Ask</button>
      </form>
      {to !== '' && (
        <div class="detail" aria-live="polite">
          <Asked
            interpreter={interpreter} nodeName={node} modes={question.modes} from={from} to={to}
            source={wordOf(SOURCES, from)} frontend={to} withRules
          />
        </div>
      )}
    </section>
  );
}
