// @ts-check
'use strict';

// What Electron's `process` tells of the system and of itself, as far as Node knows it. Sizes are in kilobytes.

const os = require('node:os');
const { getHeapStatistics } = require('node:v8');

const kilobytes = (/** @type {number} */ bytes) => Math.round(bytes / 1024);

const systemFunctions = {
  getCreationTime: () => performance.timeOrigin,

  getHeapStatistics() {
    const heap = getHeapStatistics();
    return {
      totalHeapSize: kilobytes(heap.total_heap_size),
      totalHeapSizeExecutable: kilobytes(heap.total_heap_size_executable),
      totalPhysicalSize: kilobytes(heap.total_physical_size),
      totalAvailableSize: kilobytes(heap.total_available_size),
      usedHeapSize: kilobytes(heap.used_heap_size),
      heapSizeLimit: kilobytes(heap.heap_size_limit),
      mallocedMemory: kilobytes(heap.malloced_memory),
      peakMallocedMemory: kilobytes(heap.peak_malloced_memory),
      doesZapGarbage: Boolean(heap.does_zap_garbage),
    };
  },

  /** What is shared with other processes counts as private: Node does not tell the two apart. */
  async getProcessMemoryInfo() {
    const residentSet = kilobytes(process.memoryUsage.rss());
    return { residentSet, private: residentSet, shared: 0 };
  },

  /** Without the swap space, of which Node knows nothing. */
  getSystemMemoryInfo: () => ({ total: kilobytes(os.totalmem()), free: kilobytes(os.freemem()) }),

  getSystemVersion: () => os.release(),
};

module.exports = { systemFunctions };
