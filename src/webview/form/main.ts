import { openHostPort } from './hostPort.ts';
import { FormPage } from './page.ts';

const port = openHostPort(message => page.receive(message));
const page = new FormPage(port, document.currentScript?.nonce ?? '');
port.send({ kind: 'ready' });
