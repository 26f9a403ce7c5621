/*
 * The floor: what libfcgi itself does with a page of 5 KB from memory, in the simplest honest way: threads that block
 * in FCGX_Accept_r on the socket inherited as fd 0 (spawn-fcgi -n -s PATH -- floor [threads]).
 *
 *   cc -O2 -o floor floor.c -lfcgi -lpthread
 */
#include <fcgiapp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE = 5120 };

static char answer[PAGE + 256];
static int answer_length;

static void make_answer(void)
{
    static const char row[] = "<p>The quick brown fox jumps over the lazy dog, again and again.</p>\n";
    int length = snprintf(answer, sizeof answer,
        "Status: 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n", PAGE);
    for (int i = 0; i < PAGE; i++)
        answer[length + i] = row[i % (sizeof row - 1)];
    answer_length = length + PAGE;
}

static void *serve(void *unused)
{
    FCGX_Request request;
    FCGX_InitRequest(&request, 0, 0);
    while (FCGX_Accept_r(&request) == 0) {
        FCGX_PutStr(answer, answer_length, request.out);
        FCGX_Finish_r(&request);
    }
    return unused;
}

int main(int argc, char **argv)
{
    int threads = argc > 1 ? atoi(argv[1]) : 2;
    if (FCGX_Init() != 0)
        return 1;
    make_answer();
    for (int i = 1; i < threads; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, serve, NULL) != 0)
            return 1;
    }
    serve(NULL);
    return 0;
}
