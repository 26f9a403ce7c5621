// Says in a plain line that there is no /proc, as in a chroot that nobody mounted it in. Swift's runtime would end a static
// program with a riddle, and if it did not, libdispatch would later: it reads the state of its threads there.
#include "CStart.h"
#include <unistd.h>

// Before the runtime's own constructors, which have no priority.
__attribute__((constructor(101))) static void start(void)
{
    static const char line[] =
        "ratebridge: there is no /proc, which Swift's runtime reads: mount it (mount -t proc -o subset=pid proc ROOT/proc)\n";
    if (access("/proc/self/stat", R_OK) == 0)
        return;
    if (write(STDERR_FILENO, line, sizeof line - 1) < 0)
        _exit(1);
    _exit(78); // EX_CONFIG
}
