/** The gateway in this process: nothing but function calls between a script and the flow. */
import type { Gateway } from '../../flow/api.ts';
import type { Wire } from '../wire.ts';
import { ALL_ABILITIES, sceneOver } from './sceneOver.ts';

/** A gateway for one scene. */
export interface SceneGateway {
  readonly gateway: Gateway;
  /** Rejects where something failed in the background. */
  stop(): Promise<void>;
}

/** Makes gateways that share a store. */
export interface LocalGateways {
  open(): SceneGateway;
  close(): Promise<void>;
}

/** A wire to gateways of this process; each scene has one of its own, so that chance is the same whoever runs beside it. */
export function localWire(gateways: LocalGateways): Wire {
  return {
    name: 'local',
    abilities: ALL_ABILITIES,
    async open(given) {
      const { gateway, stop } = gateways.open();
      const listen = async (...to: Parameters<Gateway['onEvent']>) => gateway.onEvent(...to);
      const scene = await sceneOver(gateway, 'script', given, listen).catch(async (error) => {
        await stop();
        throw error;
      });
      const close = async () => {
        await scene.close();
        await stop();
      };
      return { ...scene, close };
    },
    close: () => gateways.close(),
  };
}
