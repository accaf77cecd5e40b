import { Alarm } from "./devices/alarm.ts";
import { Camera } from "./devices/camera.ts";
import { ClimateSensor } from "./devices/climate-sensor.ts";
import { CoffeeMachine } from "./devices/coffee-machine.ts";
import { ContactSensor } from "./devices/contact-sensor.ts";
import { Cover } from "./devices/cover.ts";
import { Dimmer } from "./devices/dimmer.ts";
import { Fan } from "./devices/fan.ts";
import { HazardSensor } from "./devices/hazard-sensor.ts";
import { Light } from "./devices/light.ts";
import { Lock } from "./devices/lock.ts";
import { MediaPlayer, type Track } from "./devices/media-player.ts";
import { MotionSensor } from "./devices/motion-sensor.ts";
import { Outlet } from "./devices/outlet.ts";
import { RobotVacuum } from "./devices/robot-vacuum.ts";
import type { SimulatedDevice } from "./devices/simulated-device.ts";
import { Switch } from "./devices/switch.ts";
import { Thermostat } from "./devices/thermostat.ts";

/** A device and where it stands. */
export interface Furnishing {
  /** Unique in this home; the device id is `<instance>-<key>`. */
  readonly key: string;
  readonly name: string;
  readonly room: string;
  readonly device: SimulatedDevice;
}

const RECORDS: readonly [Track, ...Track[]] = [
  { title: "Morning Light", artist: "The Lamplighters", seconds: 42 },
  { title: "Two Rooms", artist: "Copper Wire", seconds: 65 },
  { title: "Last Train Home", artist: "The Commuters", seconds: 51 },
];
const CHANNELS: readonly [Track, ...Track[]] = [
  { title: "News", artist: "Channel One", seconds: 120 },
  { title: "Rivers of the North", artist: "Channel One", seconds: 300 },
];

/** The whole home. Add a line to add a device. */
export function createHome(): readonly Furnishing[] {
  const speaker = { deviceType: "speaker", inputs: ["stream", "bluetooth"], playlist: RECORDS, playing: true } as const;
  const player = { deviceType: "media_player", inputs: ["library", "radio"], playlist: RECORDS } as const;
  const receiver = { deviceType: "receiver", inputs: ["tv", "phono", "radio"], playlist: RECORDS } as const;
  const tv = { deviceType: "tv", inputs: ["antenna", "hdmi1", "hdmi2"], playlist: CHANNELS } as const;
  return [
    { key: "lamp", name: "Floor lamp", room: "living-room", device: new Light(true) },
    { key: "tv", name: "Television", room: "living-room", device: new MediaPlayer(tv) },
    { key: "receiver", name: "Receiver", room: "living-room", device: new MediaPlayer(receiver) },
    { key: "blind", name: "Blind", room: "living-room", device: new Cover("blind", 4_000) },
    { key: "vacuum", name: "Vacuum", room: "living-room", device: new RobotVacuum("cleaning", 40) },
    { key: "table-light", name: "Table light", room: "dining-room", device: new Dimmer() },
    { key: "thermostat", name: "Thermostat", room: "dining-room", device: new Thermostat("thermostat", 18.5) },
    { key: "coffee", name: "Coffee machine", room: "kitchen", device: new CoffeeMachine() },
    { key: "speaker", name: "Speaker", room: "kitchen", device: new MediaPlayer(speaker) },
    { key: "smoke", name: "Smoke detector", room: "kitchen", device: new HazardSensor("smoke") },
    { key: "outlet", name: "Worktop outlet", room: "kitchen", device: new Outlet() },
    { key: "player", name: "Media player", room: "bedroom", device: new MediaPlayer(player) },
    { key: "air", name: "Air conditioner", room: "bedroom", device: new Thermostat("hvac", 23) },
    { key: "fan", name: "Ceiling fan", room: "bedroom", device: new Fan() },
    { key: "window", name: "Window", room: "bedroom", device: new ContactSensor() },
    { key: "leak", name: "Water detector", room: "bathroom", device: new HazardSensor("leak") },
    { key: "hall-light", name: "Hall light", room: "hall", device: new Switch() },
    { key: "door", name: "Front door", room: "hall", device: new Lock() },
    { key: "motion", name: "Motion", room: "hall", device: new MotionSensor() },
    { key: "alarm", name: "Alarm", room: "hall", device: new Alarm("1234") },
    { key: "camera", name: "Doorbell camera", room: "outside", device: new Camera() },
    { key: "balcony", name: "Balcony", room: "outside", device: new ClimateSensor() },
    { key: "awning", name: "Awning", room: "outside", device: new Cover("cover", 6_000) },
    { key: "garage", name: "Garage door", room: "outside", device: new Cover("garage_door", 10_000) },
    { key: "shed", name: "Shed door, an old lock", room: "outside", device: new Lock(0.3) },
  ];
}
