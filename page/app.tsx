import { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { textOf } from './data';
import { Interpreter } from './interpreter';
import { Place, usePlace } from './location';
import { RequestInterpreter } from './request-interpreter';
import { Ask } from './views/ask';
import { AskRequest } from './views/ask-request';
import { BehaviorView } from './views/behavior';
import { Files } from './views/files';
import { Findings } from './views/findings';
import { MarkdownView, RunbookView } from './views/markdown';
import { Nodes } from './views/nodes';
import { Routes } from './views/routes';
import { RulesetChanges } from './views/ruleset-changes';
import { Settings } from './views/settings';
import { Traffic } from './views/traffic';
import { VerifyView } from './views/verify';
import { PageDocument, PagePart, PartKind, QuestionData, RequestData } from '../src/report/document';

/** What every view is given. */
export interface ViewProps {
  /** The data of the part: JSON, or Markdown. */
  readonly text: string;
  readonly place: Place;
  readonly go: (place: Place, replace?: boolean) => void;
  /** Answers questions about packets, where the page can. */
  readonly interpreter?: Interpreter;
}

const VIEWS: Partial<Record<PartKind, ComponentType<ViewProps>>> = {
  findings: Findings,
  traffic: Traffic,
  behavior: BehaviorView,
  ruleset: RulesetChanges,
  verify: VerifyView,
  nodes: Nodes,
  settings: Settings,
  runbook: RunbookView,
  markdown: MarkdownView,
  files: Files,
  routes: Routes,
};

/** The parts that answer questions: about packets, and about requests. */
const ASK = 'ask';
const REQUEST = 'request';

/** The page: a heading, a menu of its parts, and the part that the link names. */
export function App({ document: page }: { readonly document: PageDocument }) {
  const [place, go] = usePlace();
  const main = useRef<HTMLElement>(null);
  const { parts, question, requests } = page;
  const asks = (place.part === ASK && question !== undefined) || (place.part === REQUEST && requests !== undefined);
  const current = asks ? undefined : parts.find(({ id }) => id === place.part) ?? parts[0];
  const here: Place = current && current.id !== place.part ? { part: current.id, filters: {} } : place;
  const interpreter = useInterpreter(page);
  const requestInterpreter = useRequestInterpreter(page);
  const menu = [
    ...parts.map(({ id, title }) => [id, title] as const),
    ...question ? [[ASK, 'Ask about a packet'] as const] : [],
    ...requests ? [[REQUEST, 'Ask about a request'] as const] : [],
  ];
  return (
    <>
      <a class="skip" href="#content" onClick={event => { event.preventDefault(); main.current?.focus(); }}>Skip to the content</a>
      <header>
        <h1>{page.title}</h1>
        {page.lead.map(line => <p key={line}>{line}</p>)}
        <nav aria-label="Parts of this report">
          {menu.map(([id, title]) => <a key={id} href={`#${id}`} aria-current={id === here.part ? 'page' : undefined}>{title}</a>)}
        </nav>
      </header>
      <main ref={main} tabIndex={-1} id="content">
        {current && <Part key={current.id} part={current} place={here} go={go} interpreter={interpreter} />}
        {asks && place.part === ASK && <Ask question={question!} interpreter={interpreter!} place={here} go={go} />}
        {asks && place.part === REQUEST && <AskRequest interpreter={requestInterpreter!} place={here} go={go} />}
      </main>
      <footer>Made by {page.madeBy}. Everything is in this file; it asks nobody for anything.</footer>
    </>
  );
}

function Part({ part, ...props }: Omit<ViewProps, 'text'> & { readonly part: PagePart }) {
  const [text, setText] = useState<string>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    textOf(part.dataId).then(setText, (error: Error) => setProblem(error.message));
  }, [part.dataId]);
  const View = VIEWS[part.kind];
  return (
    <section aria-labelledby="part-title">
      <h2 id="part-title">{part.title}</h2>
      {problem !== undefined && <p role="alert">This part cannot be read: {problem}</p>}
      {text !== undefined && View && <View text={text} {...props} />}
    </section>
  );
}

/** It reads the cluster at the first question only. */
function useInterpreter({ question }: PageDocument): Interpreter | undefined {
  const [interpreter] = useState(() =>
    question && new Interpreter(question, async () => JSON.parse(await textOf(question.dataId)) as QuestionData));
  return interpreter;
}

/** The same for requests. */
function useRequestInterpreter({ requests }: PageDocument): RequestInterpreter | undefined {
  const [interpreter] = useState(() => requests && new RequestInterpreter(async () => JSON.parse(await textOf(requests.dataId)) as RequestData));
  return interpreter;
}
