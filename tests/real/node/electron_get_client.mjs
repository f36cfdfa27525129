// Asks for a URL in a program that uses @electron/get, which sets the dispatcher of fetch if it is told to. Whether an
// answer comes is not its matter: the servers record who is asked.
import "@electron/get";

await fetch(process.argv[2]).catch(() => {});
