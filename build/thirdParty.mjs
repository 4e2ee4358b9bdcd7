/**
 * What of others' is in the package: found in the bundles' own metafiles, so that nothing is listed that is not shipped and
 * nothing shipped is forgotten. Licences are read from the packages' own files.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Enums, Models, Serialize, SPDX, Spec } from '@cyclonedx/cyclonedx-library';

/** Files of a package that hold its terms: its licence, and what must be told along with it. */
const TERMS = /^(?:licen[cs]e|copying|notice)(?:[.-]|$)/i;

/** The only licence whose text names nobody: a package without a file of its own has the text of another's. */
const NAMELESS = 'Apache-2.0';

/**
 * A package of which something is shipped.
 *
 * @typedef {object} ThirdParty
 * @property {string} name
 * @property {string} version
 * @property {string} license An SPDX expression, as its manifest says.
 * @property {string} homepage Where it says that it is from, or an empty text.
 * @property {readonly string[]} terms The texts of its licence and notices; none where it has no such file.
 */

/**
 * The packages that the bundles hold something of, by name and version.
 *
 * @param {string} root The folder that holds `node_modules`, to which the metafiles' paths are relative.
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @param {readonly string[]} copied Files shipped as they are, as the metafiles would name them.
 * @returns {readonly ThirdParty[]}
 */
export function thirdParties(root, metafiles, copied) {
  const outputs = metafiles.flatMap(({ outputs }) => Object.values(outputs));
  const bundled = outputs.flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  const folders = new Set(
    [...bundled, ...copied].filter(file => file.includes('node_modules/')).map(file => packageFolder(root, file)),
  );
  const found = new Map([...folders].map(readPackage).map(one => [`${one.name}@${one.version}`, one]));
  return [...found.values()].sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

/** The folder of the package that a file belongs to: folders inside it may have manifests without a name. */
function packageFolder(root, file) {
  for (let folder = dirname(join(root, file)); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version !== undefined) return folder;
    if (folder === dirname(folder)) throw new Error(`${file} belongs to no package`);
  }
}

function readPackage(folder) {
  const { name, version, license, homepage = '' } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter(file => TERMS.test(file));
  const terms = files.sort().map(file => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  return { name, version, license, homepage, terms };
}

/**
 * Sentences about packages that may not be shipped as they are: those without a licence, or without its text.
 *
 * @param {readonly ThirdParty[]} packages
 * @returns {string[]}
 */
export function withoutTerms(packages) {
  return packages.flatMap(({ name, version, license, terms }) => {
    if (typeof license !== 'string' || license === '') return [`${name} ${version} names no licence`];
    return terms.length > 0 || license === NAMELESS ? [] : [`${name} ${version} has no file with its licence`];
  });
}

/**
 * The notices that are shipped: each text once, below the packages that it is of.
 *
 * @param {readonly ThirdParty[]} packages
 * @throws Where one has no licence text.
 */
export function noticesText(packages) {
  const faults = withoutTerms(packages);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const nameless = packages.find(({ license, terms }) => license === NAMELESS && terms.length > 0);
  const byText = new Map();
  for (const one of packages) {
    const text = (one.terms.length > 0 ? one.terms : (nameless?.terms ?? [])).join('\n\n');
    const key = text.replaceAll(/\s+/g, ' ');
    const { ones } = byText.get(key) ?? byText.set(key, { text, ones: [] }).get(key);
    ones.push(one);
  }
  const parts = [...byText.values()].map(({ text, ones }) => {
    const names = ones.map(({ name, version, license }) => `${name} ${version} (${license})`);
    return `${names.join('\n')}\n\n${text}\n`;
  });
  const rule = `${'-'.repeat(80)}\n`;
  return [
    'Notification Explorer for AWS holds software of others, under the terms below.\n',
    ...parts.map(part => `${rule}${part}`),
  ].join('\n');
}

/**
 * The bill of materials, as CycloneDX 1.6 in JSON. It holds no time and no number of its own, so that it is the same for the
 * same package.
 *
 * @param {{ readonly name: string, readonly version: string, readonly license: string }} self Our own manifest.
 * @param {readonly ThirdParty[]} packages
 */
export function billOfMaterials(self, packages) {
  const make = (type, { name, version, license, homepage = '' }) => {
    const [, group, rest = name] = /^(?:(@[^/]+)\/)?(.+)$/.exec(name) ?? [];
    const purl = `pkg:npm/${group === undefined ? '' : `${encodeURIComponent(group)}/`}${rest}@${version}`;
    const component = new Models.Component(type, rest, { group, version, purl, bomRef: purl });
    component.licenses.add(
      SPDX.isSupportedSpdxId(license) ? new Models.SpdxLicense(license) : new Models.LicenseExpression(license),
    );
    if (homepage !== '') {
      component.externalReferences.add(new Models.ExternalReference(homepage, Enums.ExternalReferenceType.Website));
    }
    return component;
  };
  const bom = new Models.Bom();
  bom.metadata.component = make(Enums.ComponentType.Application, self);
  for (const one of packages) {
    const component = make(Enums.ComponentType.Library, one);
    bom.components.add(component);
    bom.metadata.component.dependencies.add(component.bomRef);
  }
  return `${new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6)).serialize(bom, {
    sortLists: true,
    space: 2,
  })}\n`;
}
