import type { CommandName } from './commands.ts';
import { ACCOUNTS_VIEW, contextKey, PREFIX } from './ids.ts';

/** One step of the first minutes: what it says, what it lets a person do, and what ticks it off. */
interface WalkthroughStep {
  readonly id: string;
  readonly title: string;
  /** Markdown; a command alone on its line is a button. */
  readonly description: string;
  /** What its picture shows, for those who do not see it. */
  readonly picture: string;
  readonly completedBy: readonly string[];
}

const command = (name: CommandName, label: string): string => `[${label}](command:${PREFIX}.${name})`;
const ran = (name: CommandName): string => `onCommand:${PREFIX}.${name}`;

/** The id of the walkthrough, behind the id of the extension. */
export const WALKTHROUGH = 'firstMinutes';

/** From nothing to a chain that was broken, mended and put back: all of it on the local emulator. */
export const walkthroughSteps: readonly WalkthroughStep[] = [
  {
    id: 'start',
    title: 'Start a local AWS',
    description: `The local emulator has two accounts with hubs, vaults, event streams and registrations. It needs no credentials and no network, and nothing you do there reaches AWS.\n${command('startEmulator', 'Start Local Emulator')}`,
    picture: 'The Accounts view with the two accounts of the local emulator',
    completedBy: [`onContext:${contextKey('emulatorRunning')}`],
  },
  {
    id: 'look',
    title: 'See what notifies whom',
    description: `Expand an account, a Region and a service: beside each name you see where its notifications go. Errors, missing permissions and empty lists each look different.\n[Show Accounts](command:${ACCOUNTS_VIEW}.focus)`,
    picture: 'The vaults of an account, each with its topic',
    completedBy: [`onView:${ACCOUNTS_VIEW}`, `onCommand:${ACCOUNTS_VIEW}.focus`],
  },
  {
    id: 'ask',
    title: 'Find out why nothing arrives',
    description: `AWS accepts a topic that Glacier is not allowed to publish to, without a warning. The report follows each chain from source to receiver and names the broken link. Check everything, or right-click one row.\n${command('preflight', 'Why Is Nothing Arriving?')}`,
    picture: 'A report: a vault whose topic Glacier is not allowed to publish to',
    completedBy: [ran('preflight')],
  },
  {
    id: 'mend',
    title: 'Fix it',
    description:
      'In the report, **Vault cctv-retention** is open: choose **Add Statement…** at its broken link. You see the account, the Region and the difference before anything is sent; afterwards the chain is checked again.',
    picture: 'The confirmation of the change, with the difference',
    completedBy: [`onContext:${contextKey('anyChange')}`],
  },
  {
    id: 'undo',
    title: 'Undo it',
    description: `History shows every change made on this computer, in any window or with the command line. Select yours and undo it: the policy is restored byte for byte.\n${command('undoChange', 'Undo…')}`,
    picture: 'The History view with the change and its Undo',
    completedBy: [`onContext:${contextKey('anyUndo')}`],
  },
];
