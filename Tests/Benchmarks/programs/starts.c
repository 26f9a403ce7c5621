/*
 * What a web server pays for a CGI request: starts programs in turn, reads what each writes to its end, and waits for it.
 * Prints the median of each in microseconds.
 *
 *   starts COUNT PROGRAM ARGUMENT|- [PROGRAM ARGUMENT|- …]
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

/* The time of one start; negative where the program failed or wrote nothing. */
static double start(char *program, char *argument)
{
    char buffer[65536];
    char *arguments[] = {program, strcmp(argument, "-") ? argument : NULL, NULL};
    int output[2], status;
    long length = 0, count;
    pid_t child;
    posix_spawn_file_actions_t actions;
    double before = now();
    if (pipe2(output, O_CLOEXEC) != 0)
        return -1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output[1], 1);
    int failed = posix_spawn(&child, program, &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(output[1]);
    while (!failed && (count = read(output[0], buffer, sizeof buffer)) > 0)
        length += count;
    close(output[0]);
    if (failed || waitpid(child, &status, 0) < 0 || status != 0 || length == 0)
        return -1;
    return now() - before;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    int count = argc > 3 ? atoi(argv[1]) : 0, programs = (argc - 2) / 2;
    double *times = calloc((size_t)count * (size_t)programs + 1, sizeof *times);
    if (count < 1 || times == NULL)
        return 2;
    for (int round = 0; round < count; round++)
        for (int program = 0; program < programs; program++) {
            double time = start(argv[2 + 2 * program], argv[3 + 2 * program]);
            if (time < 0) {
                fprintf(stderr, "%s fails\n", argv[2 + 2 * program]);
                return 1;
            }
            times[program * count + round] = time;
        }
    for (int program = 0; program < programs; program++) {
        qsort(times + program * count, (size_t)count, sizeof *times, ascending);
        printf("%.1f\n", times[program * count + count / 2]);
    }
    return 0;
}
