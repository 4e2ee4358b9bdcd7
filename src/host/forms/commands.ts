import type { Commands } from '../services.ts';
import { changeInForm, copyFormAs, documentInForm, openForm } from './openForms.ts';

export const commands = {
  openForm: (host, { path }) => openForm(host, path),
  changeInForm: (host, { path }) => changeInForm(host, path),
  documentInForm: (host, { path }) => documentInForm(host, path),
  copyFormAs: host => copyFormAs(host),
} satisfies Commands<'forms'>;
