export default { nodeArguments: ['--import=ipcmain/register'] };
