import { StatusBarAlignment, ThemeColor, window } from 'vscode';
import { accountPath } from '../../core/inventory/paths.ts';
import { plainText } from '../../core/model/plainText.ts';
import { signInWords } from '../../messages/signInText.ts';
import { Owner } from '../disposables.ts';
import { commandId } from '../manifest/commands.ts';
import { withoutIcons } from '../prompts/plainMessage.ts';
import type { HostServices } from '../services.ts';

/** A line of the status bar that says ahead which sign-in ends, and begins another when it is pressed; away while none does. */
export class SignInStatus extends Owner {
  constructor({ t, signIns }: Pick<HostServices, 't' | 'signIns'>) {
    super();
    const item = this.own(window.createStatusBarItem('signIn', StatusBarAlignment.Left));
    item.name = t('Sign-in to AWS');
    const show = () => {
      const [first] = signIns.ending;
      if (first === undefined) return item.hide();
      const { session, source } = first;
      const text = `${plainText(session.session)}: ${signInWords(session, t)}`;
      item.text = `$(key) ${withoutIcons(text)}`;
      item.tooltip = t('Sign in to {0}', plainText(session.session));
      item.accessibilityInformation = { label: `${text}. ${t('Sign in')}`, role: 'button' };
      item.backgroundColor = new ThemeColor('statusBarItem.warningBackground');
      item.command = { command: commandId('signIn'), title: t('Sign in'), arguments: [accountPath(source)] };
      item.show();
    };
    this.onDispose(signIns.onDidChange(show));
  }
}
