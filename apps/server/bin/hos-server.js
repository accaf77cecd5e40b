#!/usr/bin/env node
// What package managers link as `hos-server`; the program beside it is there once it was built.
await import("../bundle/hos-server.js");
