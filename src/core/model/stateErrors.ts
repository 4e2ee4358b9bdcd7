import { AppError } from './errors.ts';

/** Why something in the state folder (ledger, journal, locks, emulator's address) could not be used. */
export type StateErrorCode =
  | 'state-unreadable' // the file or folder is there and cannot be read
  | 'state-unwritable' // the file or folder cannot be written: permissions, a full disk
  | 'state-damaged' // the file holds something that we never wrote
  | 'state-newer' // the file was written by a newer version of this product
  | 'state-busy'; // another process kept its lock longer than we wait

/** The state folder failed us. The message names what happened; `file` is the path, free of secrets. */
export class StateError extends AppError<StateErrorCode> {
  constructor(
    code: StateErrorCode,
    message: string,
    readonly file: string,
    options?: { readonly cause?: unknown },
  ) {
    super(code, message, options);
  }
}
