import type { Commands } from '../services.ts';
import { applyToMany } from './applyToMany.ts';

export const commands = {
  applyToMany: (host, { selected }) => applyToMany(host, selected),
} satisfies Commands<'bulk'>;
