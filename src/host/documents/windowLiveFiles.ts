import { FileSystemError } from 'vscode';
import type { HostServices } from '../services.ts';
import { LiveFiles } from './liveFiles.ts';
import { refused } from './refused.ts';

/** The live documents of a window. */
export const windowLiveFiles = (host: HostServices): LiveFiles =>
  new LiveFiles(host, { refused, notFound: address => FileSystemError.FileNotFound(address) });
