/**
 * Bytes of an answer that have come and wait to be worked off. They are copied into blocks that are used again and
 * again: as they come from the socket they would outlive V8's young space, and pile up until it collects the old one.
 */
export interface ReceivedBytes {
  put(chunk: Buffer): void;
  /** The oldest of them, until the next call or `release`; null where nothing waits. */
  take(): Buffer | null;
  /** So many wait that no more should come for now. */
  isFull(): boolean;
  release(): void;
}

interface Block {
  readonly memory: Buffer;
  length: number;
}

const blockBytes = 64 * 1024;
/** 4 MB, which is more than a window of vouchers. */
const mostBlocks = 64;
const spareBlocks: Block[] = [];

function takeBlock(): Block {
  return spareBlocks.pop() ?? { memory: Buffer.allocUnsafeSlow(blockBytes), length: 0 };
}

function giveBack(block: Block): void {
  block.length = 0;
  if (spareBlocks.length < mostBlocks) spareBlocks.push(block);
}

export function createReceivedBytes(): ReceivedBytes {
  const waiting: Block[] = [];
  let taken: Block | null = null;

  function releaseTaken(): void {
    if (taken !== null) giveBack(taken);
    taken = null;
  }

  function blockWithRoom(): Block {
    const last = waiting.at(-1);
    if (last !== undefined && last.length < blockBytes) return last;
    const block = takeBlock();
    waiting.push(block);
    return block;
  }

  return {
    put: (chunk) => {
      for (let start = 0; start < chunk.length;) {
        const block = blockWithRoom();
        const copied = chunk.copy(block.memory, block.length, start);
        block.length += copied;
        start += copied;
      }
    },
    take: () => {
      releaseTaken();
      taken = waiting.shift() ?? null;
      return taken === null ? null : taken.memory.subarray(0, taken.length);
    },
    isFull: () => waiting.length >= mostBlocks,
    release: () => {
      releaseTaken();
      for (const block of waiting.splice(0)) giveBack(block);
    },
  };
}
