import { Uri } from 'vscode';
import { LIVE_SCHEME } from '../manifest/ids.ts';
import { type LivePlace, livePath } from '../manifest/livePlace.ts';

/** The address of a live document: its scheme, and the path that `livePath` writes. */
export const liveUri = (place: LivePlace): Uri => Uri.from({ scheme: LIVE_SCHEME, path: livePath(place) });
