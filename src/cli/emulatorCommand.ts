import type { Command } from './commandLine.ts';

/** `emulator`: runs the local AWS, and tells windows and command lines where it is. */
export const emulatorCommand: Command = {
  name: 'emulator',
  summary: t => t('run the local AWS emulator, for trying things out and for tests'),
  usage: t =>
    t(`[--port N] [--seed demo|empty|estate|FILE] [--data FILE] [--latency MS] [--rates documented]
         [--pinpoint retired]

  --port N            the port on 127.0.0.1; default: 0, any free port
  --seed demo         start with a demo estate of two accounts (the default)
  --seed empty        start with nothing
  --seed estate       start with 40 accounts, three in four of them empty
  --seed FILE         start with a state document from GET /_emulator/state
  --data FILE         keep the state in this file; if it exists, it replaces the seed
  --latency MS        delay each request to a service by this much
  --rates documented  throttle requests beyond the rates that AWS documents
  --pinpoint retired  let Pinpoint's event streams answer as they do after the end of support

The first line on standard output is {"endpoint":"http://127.0.0.1:PORT"}. Ctrl-C stops it.
Exit: 0 stopped on request, 1 it could not run, 64 wrong usage or a file that can't be used.`),
  examples: [
    [t => t('an estate to try things out, on a fixed port'), 'notification-explorer emulator --port 4599'],
    [
      t => t('how any AWS client uses it'),
      'AWS_ENDPOINT_URL=http://127.0.0.1:4599 AWS_ACCESS_KEY_ID=111122223333 AWS_SECRET_ACCESS_KEY=local aws glacier list-vaults --account-id - --region us-east-1',
    ],
  ],
  // What others are told through is loaded by who runs it.
  run: async (args, io) => (await import('./runEmulatorCommand.ts')).runAnnounced(args, io),
};
