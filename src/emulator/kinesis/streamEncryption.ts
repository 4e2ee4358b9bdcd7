import { awsJsonInput } from '../wire/awsJson.ts';
import { object, string } from '../wire/shape.ts';
import type { EmulatorOperation } from '../world.ts';
import { streamOf } from './checks.ts';

const input = object({ EncryptionType: string({ oneOf: ['KMS'] }), KeyId: string({ min: 1, max: 2048 }) });

/** In force at once; AWS takes some seconds over UPDATING. @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StartStreamEncryption.html */
export const startStreamEncryption: EmulatorOperation = {
  name: 'StartStreamEncryption',
  effect: 'write',
  run(call) {
    const { KeyId: keyId } = awsJsonInput(input, call.body);
    const { name, stream } = streamOf(call);
    call.world.kinesis.open(call.account, call.region).streams.set(name, { ...stream, keyId });
    return {};
  },
};

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StopStreamEncryption.html */
export const stopStreamEncryption: EmulatorOperation = {
  name: 'StopStreamEncryption',
  effect: 'write',
  run(call) {
    awsJsonInput(input, call.body);
    const { name, stream } = streamOf(call);
    const { keyId: _, ...rest } = stream;
    call.world.kinesis.open(call.account, call.region).streams.set(name, rest);
    return {};
  },
};
