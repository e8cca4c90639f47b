import { useEffect, useState } from 'preact/hooks';
import { Badge } from './badge';
import { Picture, PictureEnds } from './picture';
import { VERDICTS } from './words';
import { Answer, AnswerUnknown, Interpreter } from '../interpreter';

interface AskedProps extends PictureEnds {
  readonly interpreter: Interpreter;
  readonly nodeName: string;
  readonly modes: readonly string[];
  /** What the interpreter is asked. */
  readonly from: string;
  readonly to: string;
  /** Whether the rules that a packet meets are shown, too. */
  readonly withRules?: boolean;
}

/** What becomes of a packet in each mode, side by side. */
export function Asked({ interpreter, nodeName, modes, from, to, withRules, ...ends }: AskedProps) {
  const [known, setKnown] = useState<{ readonly key: string; readonly answers: readonly (Answer | Error)[] }>();
  const key = [nodeName, from, to, ...modes].join('\n');
  useEffect(() => {
    let isCurrent = true;
    void Promise.all(modes.map(async mode => interpreter.ask(nodeName, mode, from, to).catch((error: Error) => error)))
      .then(answers => { if (isCurrent) setKnown({ key, answers }); });
    return () => { isCurrent = false; };
  }, [key]);
  // The answers of the question before are not those of this one.
  if (known?.key !== key) return <p class="busy" role="status">Asking…</p>;
  return (
    <div class="sides" data-asked={`${nodeName} ${from} ${to}`}>
      {known.answers.map((answer, index) => (
        <section key={modes[index]} aria-label={`${modes[index]} mode`}>
          <h3>{modes[index]} mode</h3>
          {answer instanceof Error ? <p role="alert">{answer.message}</p> : <AnswerView answer={answer} withRules={withRules} {...ends} />}
        </section>
      ))}
    </div>
  );
}

function AnswerView({ answer, withRules, ...ends }: PictureEnds & { readonly answer: Answer; readonly withRules?: boolean }) {
  const { steps = [], unknowns = [], notes = [] } = answer;
  return (
    <>
      <Picture answer={answer} {...ends} />
      {unknowns.length > 0 && (
        <>
          <p>What the objects do not show:</p>
          <ul>{unknowns.map((unknown, index) => <li key={index}><Unknown unknown={unknown} /></li>)}</ul>
        </>
      )}
      {notes.map(note => <p key={note} class="note">{note}</p>)}
      {withRules && steps.length > 0 && (
        <ol class="steps">
          {steps.map(({ hook, chain, rule, result, isDecisive }, index) => (
            <li key={index} class={isDecisive ? 'decisive' : undefined}>
              <span class="where">{hook} · {chain}</span>
              <code>{rule}</code>
              {result !== undefined && <span class="result">→ {result}</span>}
              {isDecisive && <strong> decides</strong>}
            </li>
          ))}
        </ol>
      )}
      {withRules && <details><summary>As explain --format json prints it</summary><pre tabIndex={0}>{answer.json}</pre></details>}
    </>
  );
}

/** A fact that is assumed, and what follows from the other one. */
function Unknown({ unknown: { name, assumed, alternatives } }: { readonly unknown: AnswerUnknown }) {
  return (
    <>
      <strong>{name}</strong>: assumed is that {assumed}.
      {alternatives.map(({ value, verdict }) => <span key={value}> If {value}: <Badge words={VERDICTS} value={verdict} /></span>)}
    </>
  );
}
