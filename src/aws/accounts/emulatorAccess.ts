/** The way to the running emulator, given from outside. */
export interface EmulatorAccess {
  /** `http://127.0.0.1:PORT`, or undefined where none runs. */
  endpoint(): Promise<string | undefined>;
  /** The account IDs in its state, twelve digits each; none where it does not run. */
  accountIds(): Promise<readonly string[]>;
}

/** No emulator. */
export const noEmulator: EmulatorAccess = { endpoint: async () => undefined, accountIds: async () => [] };
