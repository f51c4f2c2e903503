import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from './failure.mjs';

/** Makes a folder and proves that it can be written, since root passes every check of modes. */
export function writableFolder(path) {
  try {
    mkdirSync(path, { recursive: true });
    rmdirSync(mkdtempSync(join(path, '.probe-')));
  } catch (error) {
    throw new Failure(
      `Không ghi được vào ${path} (${error.code}). Hãy đặt KIEMDIEM_DATA_DIR vào một thư mục ghi được.`,
      `${path} cannot be written. Point KIEMDIEM_DATA_DIR at a folder that can.`,
    );
  }
  return path;
}

/** Says early that a checkout without its packages or build cannot be completed where it is. */
export function checkCheckout(root) {
  try {
    accessSync(root, constants.W_OK);
  } catch (error) {
    if (existsSync(join(root, 'node_modules')) && existsSync(join(root, 'dist'))) return;
    throw new Failure(
      `Thư mục ${root} chỉ đọc được (${error.code}), mà lần đầu cần cài và biên dịch ở đó.`,
      `${root} is read-only, and the first run installs and builds there. Clone it elsewhere (for example under ${dirname(root)}) or allow writing.`,
    );
  }
}
