import 'reflect-metadata';
import { createApplication } from './application.js';
import { readSettings } from './settings.js';

const settings = readSettings(process.env);
const app = await createApplication(settings);
await app.listen(settings.port, settings.host);
process.send?.('ready');

// Requests under way are answered first; Nest's own hook would end by the signal and not with 0.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void app.close().then(() => process.exit(0)));
}
