import './style.css';
import { render } from 'preact';
import { App } from './app';
import { pageDocument } from './data';

const root = document.getElementById('page')!;
root.replaceChildren();
render(<App document={pageDocument()} />, root);
