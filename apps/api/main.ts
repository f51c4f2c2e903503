import 'reflect-metadata';
import { withSecretFiles } from '../../libs/store/secret-files.js';
import { createApplication } from './application.js';
import { readSettings } from './settings.js';

const settings = readSettings(withSecretFiles(process.env));
const app = await createApplication(settings);
await app.listen(settings.port, settings.host);
process.send?.('ready');

// Requests under way are answered first; Nest's own hook would end by the signal and not with 0.
let stopping: Promise<void> | undefined;
const stop = async (): Promise<void> => {
  stopping ??= app.close();
  await stopping;
  process.exit(0);
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
// Whoever supervised this process was killed: it does not outlive him.
process.once('disconnect', () => void stop());
