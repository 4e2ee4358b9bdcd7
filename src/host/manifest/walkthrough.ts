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
    description: `The local emulator has two accounts with hubs, vaults, event streams and registrations. It needs no credentials and no network, and nothing you do in it reaches AWS.\n${command('startEmulator', 'Start Local Emulator')}`,
    picture: 'The Accounts view with the two accounts of the local emulator',
    completedBy: [`onContext:${contextKey('emulatorRunning')}`],
  },
  {
    id: 'look',
    title: 'See what is wired up',
    description: `Open an account, a Region and a kind: what notifies whom stands behind each name. Errors, missing permissions and empty lists each look different.\n[Show Accounts](command:${ACCOUNTS_VIEW}.focus)`,
    picture: 'The vaults of an account, each with its topic',
    completedBy: [`onView:${ACCOUNTS_VIEW}`, `onCommand:${ACCOUNTS_VIEW}.focus`],
  },
  {
    id: 'ask',
    title: 'Ask why nothing arrives',
    description: `AWS takes a topic that nobody may publish to, and says nothing. The report follows each chain from source to receiver and names the link that is broken. Ask about everything, or right-click one row.\n${command('preflight', 'Why Is Nothing Arriving?')}`,
    picture: 'A report: a vault whose topic Glacier may not publish to',
    completedBy: [ran('preflight')],
  },
  {
    id: 'mend',
    title: 'Mend it',
    description:
      'In the report, open **Vault cctv-retention** and choose **Add Statement…** at the broken link. You see the account, the Region and the difference before anything is sent; then the chain is checked again.',
    picture: 'The question before the change, with the difference',
    completedBy: [`onContext:${contextKey('anyChange')}`],
  },
  {
    id: 'undo',
    title: 'Take it back',
    description: `History shows every change made from here, by whichever window or command line. Select yours and undo it: the policy is as it was, byte for byte.\n${command('undoChange', 'Undo…')}`,
    picture: 'The History view with the change and its Undo',
    completedBy: [ran('undoChange')],
  },
];
