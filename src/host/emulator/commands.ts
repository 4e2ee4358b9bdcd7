import type { Commands } from '../services.ts';

export const commands = {
  startEmulator: ({ emulator }) => emulator.start(),
  stopEmulator: ({ emulator }) => emulator.stop(),
  resetEmulator: ({ emulator }) => emulator.reset(),
} satisfies Commands<'emulator'>;
