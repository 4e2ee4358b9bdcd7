import type { AwsModel } from '../awsModels.ts';
import type { Match, Operation } from './service.ts';
import { ServiceError } from './serviceError.ts';

/** The answer to an operation that AWS has and the emulator lacks. */
export const notEmulated = ({ name }: AwsModel, operation: string): ServiceError =>
  new ServiceError('NotImplemented', 501, `The emulator does not implement ${name}.${operation}`);

/** Finds an operation by AWS's name for it: ours, or one that AWS has and we lack; undefined where AWS has none either. */
export function matchByName<World>(operations: readonly Operation<World>[], model: AwsModel) {
  const ours = new Map(operations.map(operation => [operation.name, operation]));
  return (name: string): Match<World> | undefined => {
    const match = { name, labels: {}, isUnsigned: model.unsigned.includes(name) };
    const operation = ours.get(name);
    if (operation !== undefined) return { ...match, operation };
    return Object.hasOwn(model.operations, name) ? { ...match, refusal: notEmulated(model, name) } : undefined;
  };
}
