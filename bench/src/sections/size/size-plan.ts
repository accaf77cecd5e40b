/** How large the homes of the size section are. */
export interface SizePlan {
  readonly starts: number;
  readonly idleMs: number;
  readonly devices: number;
  readonly bootstraps: number;
  readonly crowd: { readonly drivers: number; readonly clients: number };
  readonly storm: { readonly drivers: number; readonly devicesPerDriver: number; readonly clients: number };
}

/** The plan of a full run and of a smoke test. */
export function createSizePlan(quick: boolean): SizePlan {
  return quick
    ? {
        starts: 1,
        idleMs: 100,
        devices: 500,
        bootstraps: 3,
        crowd: { drivers: 20, clients: 20 },
        storm: { drivers: 20, devicesPerDriver: 10, clients: 5 },
      }
    : {
        starts: 10,
        idleMs: 3000,
        devices: 10_000,
        bootstraps: 20,
        crowd: { drivers: 1000, clients: 1000 },
        storm: { drivers: 1000, devicesPerDriver: 10, clients: 10 },
      };
}
