import { render } from 'preact';
import { App } from './app.tsx';
import { takeTokenFromAddress } from './data/token.ts';

takeTokenFromAddress();
const root = document.getElementById('console');
if (root) render(<App />, root);
