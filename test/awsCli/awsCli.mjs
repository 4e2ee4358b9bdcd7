import { execFile } from 'node:child_process';

/** What one call of the AWS CLI came to: its JSON, or the error code and text that AWS (here the emulator) answered. */
export class AwsCli {
  #environment;
  #endpoint;
  calls = 0;

  /** @param home a fresh folder, so that no file of the person's is read. */
  constructor(endpoint, home) {
    this.#endpoint = endpoint;
    const inherited = Object.entries(process.env).filter(([name]) => !/^AWS_/.test(name));
    this.#environment = {
      ...Object.fromEntries(inherited),
      HOME: home,
      USERPROFILE: home,
      AWS_CONFIG_FILE: `${home}/config`,
      AWS_SHARED_CREDENTIALS_FILE: `${home}/credentials`,
      AWS_SECRET_ACCESS_KEY: 'not-a-secret',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '1',
      AWS_PAGER: '',
    };
  }

  /** The version line, or undefined where there is no AWS CLI. */
  static version() {
    return new Promise(resolve => {
      execFile('aws', ['--version'], (error, stdout, stderr) =>
        resolve(error ? undefined : `${stdout}${stderr}`.trim()),
      );
    });
  }

  /** Whether this AWS CLI has a service: older ones lack User Notifications. */
  knows(service) {
    return new Promise(resolve => {
      const args = [service, 'zzz'];
      execFile('aws', args, { env: this.#environment }, (_error, _out, stderr) =>
        resolve(!/argument command: Invalid choice/.test(stderr)),
      );
    });
  }

  /** Runs `aws ARGS` as the account in the Region. */
  run(args, { account, region }) {
    this.calls += 1;
    const env = { ...this.#environment, AWS_ACCESS_KEY_ID: account, AWS_DEFAULT_REGION: region };
    const all = ['--endpoint-url', this.#endpoint, '--output', 'json', ...args];
    return new Promise(resolve => {
      execFile('aws', all, { env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
        const failed =
          /An error occurred \((?<code>[^)]*)\) when calling the (?<operation>\w+) operation(?: \([^)]*\))?: (?<message>[\s\S]*)/.exec(
            stderr,
          );
        if (!error) resolve({ ok: true, output: stdout.trim() === '' ? null : JSON.parse(stdout), stderr });
        else
          resolve({
            ok: false,
            code: failed?.groups.code,
            message: failed?.groups.message.trim(),
            stderr: stderr.trim(),
          });
      });
    });
  }
}
