// Lets a static executable run where there is no /proc (a chroot with nothing in it). Swift's runtime reads its own path
// there, and ends the process if it cannot; and the arguments, which would be lost without a word.
#include "CStart.h"
#include <stdlib.h>
#include <unistd.h>

// Of Swift's runtime (stdlib/public/stubs/CommandLine.cpp): what CommandLine.arguments are instead.
void _swift_stdlib_overrideUnsafeArgvArgc(char **argv, int argc);

// Before the runtime's own constructors, which have no priority. glibc hands main's arguments to constructors too.
__attribute__((constructor(101))) static void start(int argc, char **argv)
{
    if (access("/proc/self/exe", F_OK) == 0)
        return;
    // Named, the folder is not looked for. All that would be found there is the backtracer.
    setenv("SWIFT_ROOT", "/", 0);
    _swift_stdlib_overrideUnsafeArgvArgc(argv, argc);
}
