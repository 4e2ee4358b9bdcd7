import { generateKeyPairSync, sign } from 'node:crypto';

/** A server's certificate and its key, both as PEM. */
interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_ID = 0x06;
const TEXT = 0x0c;
const TIME = 0x18;
/** The extensions of a certificate, and an IP address among names. */
const EXTENSIONS = 0xa3;
const IP_ADDRESS = 0x87;

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const ECDSA_WITH_SHA256 = der(SEQUENCE, der(OBJECT_ID, bytes('2a8648ce3d040302')));
const COMMON_NAME = der(OBJECT_ID, bytes('550403'));
const SUBJECT_ALT_NAME = der(OBJECT_ID, bytes('551d11'));

/** Makes a certificate of 127.0.0.1 that nobody vouches for but itself, as X.509 (RFC 5280) writes it. */
export function selfSigned(name: string): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const who = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(TEXT, Buffer.from(name)))));
  const time = (text: string): Buffer => der(TIME, Buffer.from(text));
  const address = der(OCTET_STRING, der(SEQUENCE, der(IP_ADDRESS, Buffer.from([127, 0, 0, 1]))));
  const content = der(
    SEQUENCE,
    der(0xa0, der(INTEGER, Buffer.from([2]))),
    ...[
      der(INTEGER, Buffer.from([1])),
      ECDSA_WITH_SHA256,
      who,
      der(SEQUENCE, time('20200101000000Z'), time('20991231235959Z')),
      who,
    ],
    publicKey.export({ type: 'spki', format: 'der' }),
    der(EXTENSIONS, der(SEQUENCE, der(SEQUENCE, SUBJECT_ALT_NAME, address))),
  );
  const signature = der(BIT_STRING, Buffer.from([0]), sign('sha256', content, privateKey));
  const text = der(SEQUENCE, content, ECDSA_WITH_SHA256, signature).toString('base64');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`,
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  };
}
