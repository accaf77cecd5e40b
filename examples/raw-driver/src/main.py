"""A lamp on the wire, without an SDK. Needs Python 3.9 or newer and the library websockets 10 or newer."""

import asyncio
import json
import os
import random
import signal
import sys

import websockets

HUB_URL = os.environ.get("HOS_WS_URL", "ws://localhost:8080/driver")
DRIVER = {
    "driverKey": "RAW_DRIVER",
    "instanceId": "raw-py",
    "protocolVersion": 1,
    "name": "Raw driver in Python",
    "version": "0.1.0",
}
# Keeps what the hub gives the driver when a person approves it. Nobody else may read it.
TOKEN_FILE = os.environ.get("HOS_TOKEN_FILE", "raw-py.token")
LAMP_ID = "raw-py-lamp"
COMMANDS = [{"key": "turn_on"}, {"key": "turn_off"}, {"key": "set_brightness"}]
LAMP = {"name": "Raw lamp", "deviceType": "light", "properties": {"commandCatalog": COMMANDS}}

# Replaced, unauthorized, version not supported: the hub does not want this driver back.
FINAL_CLOSE_CODES = {4001, 4003, 4004}

state = {"power": False, "brightness": 100}
# Answers by requestId. The hub may ask again, and then wants the answer and not the deed.
answers = {}


def load_token():
    if not os.path.exists(TOKEN_FILE):
        return {}
    with open(TOKEN_FILE) as file:
        return {"token": file.read().strip()}


def store_token(token):
    with os.fdopen(os.open(TOKEN_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(token)


def act(command, payload):
    brightness = payload.get("brightness")
    if command == "turn_on":
        state["power"] = True
    elif command == "turn_off":
        state["power"] = False
    elif command != "set_brightness":
        return {"success": False, "message": f"The lamp cannot {command}."}
    elif isinstance(brightness, bool) or not isinstance(brightness, (int, float)):
        return {"success": False, "message": "brightness must be a number."}
    else:
        state.update(power=brightness > 0, brightness=brightness)
    return {"success": True}


def answer(action):
    request_id = action["requestId"]
    if request_id not in answers:
        answers[request_id] = {"requestId": request_id, **act(action["command"], action["payload"])}
    if len(answers) > 256:
        del answers[next(iter(answers))]
    return answers[request_id]


async def talk(socket):
    """Speaks with the hub until the socket closes. Returns whether a registration held."""

    async def send(event, data):
        await socket.send(json.dumps({"event": event, "device_id": LAMP_ID, "data": data}))

    registered = False
    try:
        async for text in socket:
            frame = json.loads(text)
            event = frame.get("event")
            if "pairing" in frame:
                print(f"Approve this driver in the hub with the code {frame['pairing']['code']}.", flush=True)
            elif frame.get("ok") is False:
                print(frame, file=sys.stderr)
            elif event in ("CONNECTED", "PAIRED"):
                if event == "PAIRED":
                    store_token(frame["token"])
                await socket.send(json.dumps({"method": "driver.register", "params": {**DRIVER, **load_token()}}))
            elif event == "REGISTERED":
                print(f"Registered at {HUB_URL}", flush=True)
                registered = True
                await send("DEVICE_DISCOVERED", LAMP)
                await send("STATE_UPDATE", state)
            elif event == "ACTION":
                await send("ACTION_RESULT", answer(frame["data"]))
                await send("STATE_UPDATE", state)
    except websockets.ConnectionClosed:
        pass
    print(f"Disconnected: {socket.close_code} {socket.close_reason}", flush=True)
    return registered


async def run():
    retry_s = 1
    while True:
        try:
            # The pings of the library notice a hub that is gone while the socket says nothing.
            async with websockets.connect(HUB_URL, compression=None, ping_interval=20, ping_timeout=20) as socket:
                if await talk(socket):
                    retry_s = 1
            if socket.close_code in FINAL_CLOSE_CODES:
                return
        except (OSError, asyncio.TimeoutError, websockets.WebSocketException) as error:
            print(error, file=sys.stderr)
        await asyncio.sleep(retry_s * random.uniform(0.9, 1.1))
        retry_s = min(2 * retry_s, 30)


async def main():
    driver = asyncio.ensure_future(run())
    for stop in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(stop, driver.cancel)
    try:
        await driver
    except asyncio.CancelledError:
        print("Stopped.")


asyncio.run(main())
