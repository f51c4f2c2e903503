// npm run simulate -- [--seed S] [--commands N] [--world I] [--part I/N] [--sabotage NAME] [--found]
import { register } from 'node:module';

register('./typescript-loader.mjs', import.meta.url);
await import('./main.ts');
