import { describe, expect, it } from "vitest";
import { MediaPlayer } from "../../src/devices/media-player.ts";
import { command, pass } from "../pass.ts";

function createPlayer({ playing = false } = {}): MediaPlayer {
  return new MediaPlayer({
    deviceType: "speaker",
    inputs: ["stream", "bluetooth"],
    playlist: [
      { title: "One", artist: "A", seconds: 10 },
      { title: "Two", artist: "B", seconds: 20 },
    ],
    playing,
  });
}

describe("MediaPlayer", () => {
  it("plays on through its tracks and begins again at the end", () => {
    const player = createPlayer({ playing: true });
    pass(player, 4_000);
    expect(player.state).toMatchObject({ title: "One", track: 1, extras: { positionSeconds: 4 } });
    pass(player, 6_000);
    expect(player.state).toMatchObject({ title: "Two", artist: "B", track: 2, extras: { positionSeconds: 0 } });
    pass(player, 20_000);
    expect(player.state).toMatchObject({ title: "One", track: 1 });
  });

  it("holds its place while it is paused", () => {
    const player = createPlayer({ playing: true });
    pass(player, 4_000);
    command(player, "pause");
    pass(player, 60_000);
    expect(player.state).toMatchObject({ playback: "paused", title: "One", extras: { positionSeconds: 4 } });
    command(player, "play");
    pass(player, 1_000);
    expect(player.state).toMatchObject({ playback: "playing", extras: { positionSeconds: 5 } });
  });

  it("forgets its place when it is stopped or turned off", () => {
    const player = createPlayer({ playing: true });
    pass(player, 4_000);
    command(player, "stop");
    expect(player.state).toMatchObject({
      power: true,
      playback: "stopped",
      title: null,
      extras: { positionSeconds: 0 },
    });
    command(player, "turn_off");
    expect(player.state).toMatchObject({ power: false, playback: "stopped" });
  });

  it("steps through its tracks in both directions", () => {
    const player = createPlayer();
    command(player, "previous");
    expect(player.state.track).toBe(2);
    command(player, "next");
    expect(player.state.track).toBe(1);
  });

  it("turns on, sets its volume, mutes and unmutes", () => {
    const player = createPlayer();
    command(player, "turn_on");
    command(player, "set_volume", { volume: 40 });
    command(player, "mute");
    expect(player.state).toMatchObject({ power: true, volume: 40, muted: true });
    command(player, "unmute");
    expect(player.state.muted).toBe(false);
  });

  it("refuses an input that it does not have", () => {
    const player = createPlayer();
    command(player, "set_input", { input: "bluetooth" });
    expect(() => command(player, "set_input", { input: "phono" })).toThrow("input must be one of stream, bluetooth.");
    expect(player.state.input).toBe("bluetooth");
  });

  it("refuses to pause silence", () => {
    expect(() => command(createPlayer(), "pause")).toThrow("Nothing is playing.");
  });
});
