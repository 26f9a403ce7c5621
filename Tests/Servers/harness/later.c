/* Loaded before libc (LD_PRELOAD): the wall clock is CLOCK_OFFSET seconds ahead, or as many as stand in CLOCK_FILE;
   with CLOCK_IS_LOOSE nothing keeps it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

static long offset(void) {
    const char *path = getenv("CLOCK_FILE"), *text = getenv("CLOCK_OFFSET");
    char digits[32] = "";
    if (path) {
        int file = open(path, O_RDONLY | O_CLOEXEC);
        if (file >= 0) {
            ssize_t count = read(file, digits, sizeof digits - 1);
            digits[count > 0 ? count : 0] = 0;
            close(file);
        }
        text = digits;
    }
    return text ? atol(text) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    static int (*next)(clockid_t, struct timespec *);
    if (!next) next = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int result = next(clock, time);
    if (result == 0 && clock == CLOCK_REALTIME) time->tv_sec += offset();
    return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    struct timespec now;
    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *result) {
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
    if (result) *result = now.tv_sec;
    return now.tv_sec;
}

int adjtimex(struct timex *state) {
    static int (*next)(struct timex *);
    if (!next) next = (int (*)(struct timex *))dlsym(RTLD_NEXT, "adjtimex");
    int result = next(state);
    if (getenv("CLOCK_IS_LOOSE")) state->status |= STA_UNSYNC;
    return result;
}
