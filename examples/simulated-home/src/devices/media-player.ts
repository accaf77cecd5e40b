import type { Commands, SimulatedDevice, Tick } from "./simulated-device.ts";

/** One thing to play. */
export interface Track {
  readonly title: string;
  readonly artist: string;
  readonly seconds: number;
}

interface MediaPlayerOptions {
  readonly deviceType: "tv" | "receiver" | "speaker" | "media_player";
  readonly inputs: readonly [string, ...string[]];
  readonly playlist: readonly [Track, ...Track[]];
  /** @default false */
  readonly playing?: boolean;
}

/** Anything that plays. It goes through its playlist and starts again at the end. */
export class MediaPlayer implements SimulatedDevice {
  readonly deviceType: string;
  readonly properties: { readonly inputs: readonly string[] };
  readonly #playlist: MediaPlayerOptions["playlist"];
  #power = false;
  #volume = 25;
  #muted = false;
  #input: string;
  #playback: "playing" | "paused" | "stopped" = "stopped";
  #track = 0;
  #positionMs = 0;

  constructor({ deviceType, inputs, playlist, playing = false }: MediaPlayerOptions) {
    this.deviceType = deviceType;
    this.properties = { inputs };
    this.#playlist = playlist;
    this.#input = inputs[0];
    if (playing) this.#play();
  }

  readonly commands: Commands = {
    turn_on: () => void (this.#power = true),
    turn_off: () => {
      this.#stop();
      this.#power = false;
    },
    set_volume: (payload) => void (this.#volume = payload.number("volume", 0, 100)),
    mute: () => void (this.#muted = true),
    unmute: () => void (this.#muted = false),
    play: () => this.#play(),
    pause: () => {
      if (this.#playback === "stopped") throw new Error("Nothing is playing.");
      this.#playback = "paused";
    },
    stop: () => this.#stop(),
    next: () => this.#skip(1),
    previous: () => this.#skip(-1),
    set_input: (payload) => void (this.#input = payload.oneOf("input", this.properties.inputs)),
  };

  get state() {
    const { title, artist } = this.#current;
    const stopped = this.#playback === "stopped";
    return {
      power: this.#power,
      volume: this.#volume,
      muted: this.#muted,
      input: this.#input,
      playback: this.#playback,
      title: stopped ? null : title,
      artist: stopped ? null : artist,
      track: this.#track + 1,
      extras: { positionSeconds: Math.floor(this.#positionMs / 1000) },
    };
  }

  tick({ elapsedMs }: Tick): void {
    if (this.#playback !== "playing") return;
    this.#positionMs += elapsedMs;
    if (this.#positionMs >= this.#current.seconds * 1000) this.#skip(1);
  }

  get #current(): Track {
    return this.#playlist[this.#track] ?? this.#playlist[0];
  }

  #play(): void {
    this.#power = true;
    this.#playback = "playing";
  }

  #stop(): void {
    this.#playback = "stopped";
    this.#positionMs = 0;
  }

  #skip(by: number): void {
    const { length } = this.#playlist;
    this.#track = (this.#track + by + length) % length;
    this.#positionMs = 0;
  }
}
