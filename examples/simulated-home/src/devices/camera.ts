import type { Commands, SimulatedDevice, Tick } from "./simulated-device.ts";

/** A camera. A snapshot is a result and no state: it goes back to the one who asked. */
export class Camera implements SimulatedDevice {
  readonly deviceType = "camera";
  #now = 0;
  #snapshots = 0;

  readonly commands: Commands = {
    snapshot: () => {
      this.#snapshots += 1;
      const takenAt = new Date(this.#now).toISOString();
      return { takenAt, contentType: "image/svg+xml", data: drawPicture(takenAt) };
    },
  };

  get state() {
    return { battery: 58, tamper: false, extras: { snapshots: this.#snapshots } };
  }

  tick({ now }: Tick): void {
    this.#now = now;
  }
}

function drawPicture(caption: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><text x="12" y="168">${caption}</text></svg>`;
}
