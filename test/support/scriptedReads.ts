import { AccessError } from '../../src/core/model/errors.ts';
import { operations, type ReadOperation } from '../../src/core/model/operations.ts';
import type { AccountGateway, Answer, Input } from '../../src/core/model/ports.ts';

/** What AWS answers to a read; an error is thrown. */
export type Script = Partial<Record<ReadOperation, (input: Input, region: string) => Answer | AccessError>>;

/** AWS says that the thing does not exist. */
export const gone = (): AccessError =>
  new AccessError('not-found', 'not there', { awsCode: 'NotFoundException', httpStatus: 404 });

/** A gateway that answers reads by a script and counts them. What is not scripted fails the test. */
export class ScriptedReads {
  readonly counts = new Map<string, number>();
  /** Operations that the caller may not do. */
  readonly denied = new Set<ReadOperation>();

  constructor(readonly script: Script) {}

  readonly gateway: Pick<AccountGateway, 'reader'> = {
    reader: source => ({
      source,
      identity: async () => ({ accountId: '111122223333', arn: 'arn:aws:iam::111122223333:user/tester' }),
      endpoint: async () => null,
      server: async () => null,
      read: async (operation, region, input) => {
        this.counts.set(operation, (this.counts.get(operation) ?? 0) + 1);
        if (this.denied.has(operation)) {
          const details = { operation, service: operations[operation].service, httpStatus: 403 };
          throw new AccessError('access-denied', `not authorized: ${operation}`, details);
        }
        const answer = this.script[operation]?.(input, region);
        if (answer === undefined) throw new RangeError(`${operation} is not scripted`);
        if (answer instanceof AccessError) throw answer;
        return answer;
      },
    }),
  };
}
