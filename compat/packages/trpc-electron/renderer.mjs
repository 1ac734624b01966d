import { createTRPCProxyClient } from '@trpc/client';
import { ipcLink } from 'trpc-electron/renderer';

globalThis.client = createTRPCProxyClient({ links: [ipcLink()] });
