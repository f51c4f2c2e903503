import { register } from 'node:module';

register('../simulator/typescript-loader.mjs', import.meta.url);
await import('./record.ts');
