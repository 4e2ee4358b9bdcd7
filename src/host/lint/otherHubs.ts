import { type Uri, workspace } from 'vscode';
import { readRequest } from '../../core/changes/requestDocument.ts';
import { Owner } from '../disposables.ts';
import type { KeptTargets } from './documentTargets.ts';

const HUB_DOCUMENT = /\.notification-hub\.jsonc?$/i;

/** The Regions of hubs that further documents ask for, as far as it was chosen what account those are for. */
export class OtherHubs extends Owner {
  readonly #targets: KeptTargets;
  /** What documents that are not open ask for, by address. */
  readonly #saved = new Map<string, string>();

  /** @param changed Told when another answer may be given. */
  constructor(targets: KeptTargets, changed: () => void) {
    super();
    this.#targets = targets;
    const look = ({ path }: Uri) => {
      if (HUB_DOCUMENT.test(path)) void this.#look().then(changed);
    };
    this.own(targets.onDidChange(look));
    this.own(workspace.onDidSaveTextDocument(({ uri }) => look(uri)));
    if (targets.all().length > 0) void this.#look().then(changed);
  }

  /** The Regions that documents other than this one ask for, for the same account; all documents where none is given. */
  of(document: Uri | null, account: string): readonly string[] {
    const open = new Map(workspace.textDocuments.map(one => [one.uri.toString(), one]));
    return this.#documents().flatMap(([uri, target]) => {
      const key = uri.toString();
      if (target.accountId !== account || key === document?.toString()) return [];
      const region = open.has(key) ? regionIn(open.get(key)?.getText() ?? '') : this.#saved.get(key);
      return region === undefined ? [] : [region];
    });
  }

  #documents() {
    return this.#targets.all().filter(([{ path }]) => HUB_DOCUMENT.test(path));
  }

  async #look(): Promise<void> {
    for (const [uri] of this.#documents()) {
      const region = await savedText(uri).then(regionIn);
      if (region === undefined) this.#saved.delete(uri.toString());
      else this.#saved.set(uri.toString(), region);
    }
  }
}

/** A file's text; empty where the file is gone. */
async function savedText(uri: Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return '';
  }
}

function regionIn(text: string): string | undefined {
  const reading = readRequest(text, 'x.notification-hub.jsonc');
  const region = reading.type === 'request' ? reading.request.notificationHubRegion : undefined;
  return typeof region === 'string' ? region : undefined;
}
