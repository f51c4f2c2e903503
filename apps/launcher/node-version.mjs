// The first import of every entry point: says plainly what is missing instead of failing on syntax later.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Cần Node từ 20.19 trở lên, máy này có ${process.versions.node}. Hãy cài bản LTS hiện hành.\n` +
      `Node 20.19 or newer is needed, this is ${process.versions.node}. Please install the current LTS.`,
  );
  process.exit(1);
}
