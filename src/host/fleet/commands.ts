import type { Commands } from '../services.ts';
import { applyFleetFile, checkFleetFile, planFleetFile } from './fleetCommands.ts';
import { fleetDrifts } from './fleetDrifts.ts';

export const commands = {
  planFleetFile: (host, { path }) => planFleetFile(host, path, host.only(fleetDrifts)),
  applyFleetFile: (host, { path }) => applyFleetFile(host, path, host.only(fleetDrifts)),
  checkFleetFile: (host, { path }) => checkFleetFile(host, path, host.only(fleetDrifts)),
} satisfies Commands<'fleet'>;
