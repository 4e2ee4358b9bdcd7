import type { Commands } from '../services.ts';
import { changeInForm, copyFormAs, documentInForm, openForm, openRow } from './openForms.ts';

export const commands = {
  openForm: (host, { path, near }) => openForm(host, path, near),
  openRow: (host, { path }) => openRow(host, path),
  changeInForm: (host, { path }) => changeInForm(host, path),
  documentInForm: (host, { path }) => documentInForm(host, path),
  copyFormAs: host => copyFormAs(host),
} satisfies Commands<'forms'>;
